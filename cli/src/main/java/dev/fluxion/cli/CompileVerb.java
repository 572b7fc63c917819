package dev.fluxion.cli;

import dev.fluxion.Fluxion;
import dev.fluxion.cli.script.Files;
import dev.fluxion.cli.script.PlainDisplay;
import dev.fluxion.cli.script.Session;
import dev.fluxion.codegen.Kernels;
import dev.fluxion.codegen.Mode;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Reader;
import dev.fluxion.grammar.Source;
import dev.fluxion.grammar.Statement;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.typeset.AtomicFiles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.lang.model.SourceVersion;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code fluxion compile}. */
@Command(
        name = "compile",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {"Compiles the functions of a script, f(x, y) = …, each with its gradient; the last expression where it defines none.",
            "The classes in the jar need nothing but Java: new formula.F().value(1, 2), and gradient, valueAndGradient on arrays."},
        footer = {"", "Examples:", "  fluxion compile f.flx --explain", "  fluxion compile f.flx -o f.jar --package org.example"})
final class CompileVerb implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "FILE", description = "a script")
    private Path file;

    @Option(names = "--explain", description = "print programs and sizes of bytecode")
    private boolean explain;

    @Option(names = {"-o", "--output"}, paramLabel = "JAR", description = "write classes to this file")
    private Path output;

    @Option(names = "--package", paramLabel = "NAME", defaultValue = "formula", description = "package of the classes; without it, ${DEFAULT-VALUE}")
    private String packageName;

    @Option(names = "--mode", paramLabel = "MODE", defaultValue = "fast",
            description = {"fast: share factors, fuse products with sums; strict: round as the formula says;",
                "accurate: strict, with derivatives that keep their digits; without it, ${DEFAULT-VALUE}"})
    private String mode;

    @Spec
    private CommandSpec spec;

    /** A function to compile. */
    private record Function(String name, Expression value, List<Symbol> inputs) {
        List<Expression> gradient(Mode mode) {
            return Fluxion.gradient(value, inputs, mode);
        }

        String className() {
            return Character.toUpperCase(name.charAt(0)) + name.substring(1);
        }
    }

    @Override
    public Integer call() {
        if (!SourceVersion.isName(packageName) || packageName.matches("java(\\..*)?")) {
            throw RunVerb.problem("'" + packageName + "' is no name of a package that Java allows");
        }
        Mode chosen = Mode.named(mode);
        Source source = new Source(file.toString(), RunVerb.text(file));
        try {
            Map<String, byte[]> classes = new LinkedHashMap<>();
            List<Function> functions = functions(source);
            for (Function function : functions) {
                compile(function, chosen, classes);
            }
            if (output != null) {
                write(classes);
                functions.forEach(function -> spec.commandLine().getOut()
                        .println(function.name() + ": class " + packageName + "." + function.className() + " in " + output));
            }
            return 0;
        } catch (FluxionException e) {
            throw new Failures.InText(source, e);
        }
    }

    private List<Function> functions(Source source) {
        Session session = new Session(printed -> { }, Files.ALL, new PlainDisplay(printed -> { }));
        session.run(source, file);
        Map<String, Function> functions = new LinkedHashMap<>();
        for (Statement statement : Reader.script(source)) {
            if (statement instanceof Statement.DefineFunction definition) {
                functions.put(definition.name(), function(session, definition));
            }
        }
        if (!functions.isEmpty()) {
            return List.copyOf(functions.values());
        }
        Expression last = session.last().orElseThrow(() -> RunVerb.problem(file + " defines no function and ends with no expression"));
        return List.of(new Function(baseName(), last, Substitution.variables(last)));
    }

    private String baseName() {
        String name = file.getFileName().toString().replaceFirst("\\.[^.]*$", "").replaceAll("\\W", "_");
        return name.isEmpty() || Character.isDigit(name.charAt(0)) ? "f" + name : name;
    }

    // Called with names that no script has given a value.
    private static Function function(Session session, Statement.DefineFunction definition) {
        String name = definition.name();
        List<Symbol> inputs = IntStream.rangeClosed(1, definition.parameters().size()).mapToObj(i -> Symbol.of("argument_" + i + "_of_" + name)).toList();
        String call = inputs.stream().map(Symbol::name).collect(Collectors.joining(", ", name + "(", ")"));
        try {
            return new Function(name, session.value(new Source(name, call)), inputs);
        } catch (FluxionException e) {
            throw e.source().isEmpty() ? e.at(definition.span()) : e; // the script has no call
        }
    }

    private void compile(Function function, Mode chosen, Map<String, byte[]> classes) {
        List<Expression> gradient = function.gradient(chosen);
        Expression value = Fluxion.stable(List.of(function.value()), chosen).getFirst();
        if (explain) {
            spec.commandLine().getOut().println(function.name() + " of " + function.inputs().size() + (function.inputs().size() == 1 ? " input" : " inputs"));
            spec.commandLine().getOut().println(Kernels.explain(value, gradient, function.inputs(), chosen));
        }
        if (output == null) {
            if (!explain) {
                Kernels.compile(value, gradient, function.inputs(), chosen);
                spec.commandLine().getOut().println(function.name() + " compiles; --explain shows the program, -o FILE writes a class");
            }
            return;
        }
        if (!SourceVersion.isName(function.className())) {
            throw RunVerb.problem("'" + function.className() + "' is no name of a class that Java allows");
        }
        String first = packageName.replace('.', '/') + "/" + function.className() + ".class";
        if (classes.containsKey(first)) {
            throw RunVerb.problem("two functions would become the class " + function.className());
        }
        classes.putAll(Kernels.classFiles(value, gradient, function.inputs(), chosen, packageName, function.className()));
    }

    private void write(Map<String, byte[]> classes) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (ZipOutputStream jar = new ZipOutputStream(bytes)) {
                entry(jar, "META-INF/MANIFEST.MF", "Manifest-Version: 1.0\r\n\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
                for (Map.Entry<String, byte[]> each : classes.entrySet()) {
                    entry(jar, each.getKey(), each.getValue());
                }
            }
            AtomicFiles.write(output, bytes.toByteArray());
        } catch (IOException e) {
            throw RunVerb.problem("cannot write " + output + ": " + AtomicFiles.reason(e));
        }
    }

    // The same formulas give the same bytes: no time of writing.
    private static void entry(ZipOutputStream jar, String name, byte[] content) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTime(0);
        jar.putNextEntry(entry);
        jar.write(content);
        jar.closeEntry();
    }
}
