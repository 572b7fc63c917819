package dev.fluxion.cli;

import dev.fluxion.cli.script.Files;
import dev.fluxion.cli.script.PlainDisplay;
import dev.fluxion.cli.script.Session;
import dev.fluxion.codegen.Mode;
import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Reader;
import dev.fluxion.grammar.Source;
import dev.fluxion.grammar.Span;
import dev.fluxion.grammar.Statement;
import dev.fluxion.grammar.Tree;
import dev.fluxion.grammar.Trees;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.typeset.AtomicFiles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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
            "The classes in the jar need nothing but Java: new formula.F().value(1, 2), and gradient, valueAndGradient on arrays.",
            "Operands that are called as declared tensors, X in R[n, d], are arrays in row-major order of any sizes."},
        footer = {"", "Examples:", "  fluxion compile f.flx --explain", "  fluxion compile f.flx -o f.jar --package org.example"})
final class CompileVerb implements Callable<Integer> {
    private static final String JAR = ".jar";

    @Parameters(index = "0", paramLabel = "FILE", description = "a script; - is standard input")
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

    @Override
    public Integer call() {
        if (!SourceVersion.isName(packageName) || packageName.matches("java(\\..*)?")) {
            throw RunVerb.problem("'" + packageName + "' is no name of a package that Java allows");
        }
        Mode chosen = Mode.named(mode);
        requireJar();
        Source source = RunVerb.source(file);
        try {
            List<JarFunction> functions = functions(source);
            if (output == null) {
                functions.forEach(function -> show(function, chosen));
            } else {
                write(functions, chosen);
            }
            return 0;
        } catch (FluxionException e) {
            throw new Failures.InText(source, e);
        }
    }

    // A jar must not replace a script; /dev/stdout and its like take anything.
    private void requireJar() {
        if (output == null || java.nio.file.Files.exists(output) && !java.nio.file.Files.isRegularFile(output)) {
            return;
        }
        if (isInput(output)) {
            throw RunVerb.problem("the output " + output + " is the input", "name another file, -o NAME" + JAR);
        }
        String name = output.getFileName().toString();
        if (!name.toLowerCase(Locale.ROOT).endsWith(JAR)) {
            throw RunVerb.problem("the name " + output + " does not end in " + JAR, "write " + name.replaceFirst("(?<=.)\\.[^.]*$", "") + JAR);
        }
    }

    private boolean isInput(Path written) {
        try {
            return java.nio.file.Files.exists(written) && java.nio.file.Files.exists(file) && java.nio.file.Files.isSameFile(file, written);
        } catch (IOException e) {
            throw RunVerb.problem("cannot read " + file + ": " + AtomicFiles.reason(e));
        }
    }

    private List<JarFunction> functions(Source source) {
        Session session = new Session(printed -> { }, Files.ALL, new PlainDisplay(printed -> { }));
        session.run(source, file);
        Map<String, JarFunction> functions = new LinkedHashMap<>();
        for (Statement statement : Reader.script(source)) {
            if (statement instanceof Statement.DefineFunction definition) {
                functions.put(definition.name(), function(session, definition));
            }
        }
        if (!functions.isEmpty()) {
            return List.copyOf(functions.values());
        }
        Expression last = session.last().orElseThrow(() -> RunVerb.problem(file + " defines no function and ends with no expression"));
        List<Symbol> inputs = Substitution.variables(last);
        return List.of(new JarFunction(baseName(), Span.NONE, last, inputs, inputs.stream().map(Symbol::name).toList(), parameters(inputs.stream().map(Optional::of))));
    }

    private String baseName() {
        if (RunVerb.isStandardInput(file)) {
            return "f";
        }
        String name = file.getFileName().toString().replaceFirst("\\.[^.]*$", "").replaceAll("\\W", "_");
        return name.isEmpty() || Character.isDigit(name.charAt(0)) ? "f" + name : name;
    }

    private static JarFunction function(Session session, Statement.DefineFunction definition) {
        String name = definition.name();
        List<String> operands = definition.parameters();
        List<Symbol> inputs = IntStream.range(0, operands.size()).mapToObj(i -> input(session, name, operands.get(i), i)).toList();
        String call = inputs.stream().map(Symbol::name).collect(Collectors.joining(", ", name + "(", ")"));
        Expression value = value(session, definition, inputs, call);
        requireOperands(definition, value, inputs);
        return new JarFunction(name, definition.span(), value, inputs, operands, parameters(operands.stream().map(session::declared)));
    }

    private static Expression value(Session session, Statement.DefineFunction definition, List<Symbol> inputs, String call) {
        try {
            return session.value(new Source(definition.name(), call));
        } catch (FluxionException e) {
            throw e.source().isEmpty() ? placed(session, definition, inputs, e) : e; // the script has no call
        }
    }

    // A mistake in a formula that is called stands at the call; here, where the formula has it.
    private static FluxionException placed(Session session, Statement.DefineFunction definition, List<Symbol> inputs, FluxionException mistake) {
        Map<String, Expression> operands = new LinkedHashMap<>();
        IntStream.range(0, inputs.size()).forEach(i -> operands.put(definition.parameters().get(i), inputs.get(i)));
        try {
            session.value(definition.body(), operands);
        } catch (FluxionException e) {
            if (e.getMessage().equals(mistake.getMessage())) {
                return e;
            }
        }
        return mistake.at(definition.span());
    }

    private static List<Integer> parameters(Stream<Optional<Symbol>> declared) {
        List<Boolean> isParameter = declared.map(symbol -> symbol.filter(each -> each.role() == Symbol.Role.PARAMETER).isPresent()).toList();
        return IntStream.range(0, isParameter.size()).filter(isParameter::get).boxed().toList();
    }

    private static void requireOperands(Statement.DefineFunction definition, Expression value, List<Symbol> inputs) {
        List<String> given = inputs.stream().map(Symbol::name).toList();
        List<String> others = Substitution.variables(value).stream().map(Symbol::name).filter(name -> !given.contains(name)).toList();
        if (!others.isEmpty()) {
            throw new FluxionException(Diagnostic.of(Diagnostic.Code.NAME, "'" + others.getFirst() + "' is no operand of '" + definition.name() + "' and has no value",
                    place(definition.body(), others.getFirst()).orElse(definition.span())).withHint("write " + definition.name() + Stream.concat(definition.parameters().stream(), others.stream())
                    .collect(Collectors.joining(", ", "(", ")")) + " = …"));
        }
    }

    // Empty for a name that another one of the formula stands for.
    private static Optional<Span> place(Tree formula, String name) {
        return formula instanceof Tree.Name leaf && leaf.name().equals(name) ? Optional.of(leaf.span())
                : Trees.parts(formula).stream().map(part -> place(part, name)).flatMap(Optional::stream).findFirst();
    }

    // An operand that is called as a tensor of the script has its shape; numbers have names that no script has given a value.
    private static Symbol input(Session session, String function, String operand, int position) {
        Optional<Symbol> declared = session.declared(operand).filter(symbol -> !symbol.isScalar());
        return declared.orElseGet(() -> Symbol.of("argument_" + (position + 1) + "_of_" + function));
    }

    private void show(JarFunction function, Mode chosen) {
        PrintWriter out = spec.commandLine().getOut();
        if (explain) {
            out.println(function.name() + " of " + function.inputs().size() + (function.inputs().size() == 1 ? " input" : " inputs"));
            out.println(function.explained(chosen));
        } else {
            function.classFiles(chosen, packageName, "F");
            out.println(function.name() + " compiles; --explain shows the program, -o FILE writes a class");
        }
    }

    private void write(List<JarFunction> functions, Mode chosen) {
        Map<String, byte[]> classes = new LinkedHashMap<>();
        Map<String, String> names = JarFunction.classNames(functions.stream().map(JarFunction::name).toList());
        List<String> lines = new ArrayList<>();
        for (JarFunction function : functions) {
            String className = names.get(function.name());
            if (!SourceVersion.isName(className)) {
                throw RunVerb.problem("'" + className + "' is no name of a class that Java allows");
            }
            if (explain) {
                show(function, chosen);
            }
            classes.putAll(function.classFiles(chosen, packageName, className));
            lines.add(function.name() + ": class " + packageName + "." + className + " in " + output);
            function.signatures(chosen).forEach(signature -> lines.add("  " + signature));
        }
        write(classes);
        lines.forEach(spec.commandLine().getOut()::println);
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
