package dev.fluxion.cli.house;

import com.sun.source.tree.BindingPatternTree;
import com.sun.source.tree.CaseTree;
import com.sun.source.tree.CatchTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.DeconstructionPatternTree;
import com.sun.source.tree.DefaultCaseLabelTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.PatternCaseLabelTree;
import com.sun.source.tree.PatternTree;
import com.sun.source.tree.SwitchExpressionTree;
import com.sun.source.tree.SwitchTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** The production sources of all modules, parsed once. */
final class ProductionSources {
    /** The top folder of the repository: the build runs tests in the folder of their module. */
    static final Path REPOSITORY = Path.of("").toAbsolutePath().getParent();

    private static List<Method> methods = List.of();
    private static List<Text> texts = List.of();

    private ProductionSources() {}

    /** A file with its lines. */
    record SourceFile(Path path, List<String> lines) {
        String name() {
            return REPOSITORY.relativize(path).toString();
        }
    }

    /** A method or constructor, where it is and how many lines it takes from its first to its last. */
    record Method(Path path, String name, long lines) {}

    /** A text between quotes, where it is, and the method it is an argument of; empty for none. */
    record Text(Path path, String value, String argumentOf) {}

    /** All production files of a kind, such as {@code .java}, and of the grammar, sorted by name. */
    static List<SourceFile> files(String... endings) throws IOException {
        List<SourceFile> files = new ArrayList<>();
        try (Stream<Path> modules = Files.list(REPOSITORY)) {
            for (Path sources : modules.map(module -> module.resolve("src/main")).filter(Files::isDirectory).sorted().toList()) {
                try (Stream<Path> paths = Files.walk(sources)) {
                    for (Path path : paths.filter(path -> Stream.of(endings).anyMatch(path.toString()::endsWith)).sorted().toList()) {
                        files.add(new SourceFile(path, Files.readAllLines(path)));
                    }
                }
            }
        }
        return files;
    }

    /** All methods with bodies. */
    static synchronized List<Method> methods() throws IOException {
        if (methods.isEmpty()) {
            methods = readMethods();
        }
        return methods;
    }

    private static List<Method> readMethods() throws IOException {
        List<Method> found = new ArrayList<>();
        scan((unit, positions) -> new TreeScanner<Void, Void>() {
            @Override
            public Void visitMethod(MethodTree method, Void nothing) {
                LineMap map = unit.getLineMap();
                long start = positions.getStartPosition(unit, method);
                long end = positions.getEndPosition(unit, method);
                if (method.getBody() != null && start >= 0 && end >= 0) {
                    found.add(new Method(Path.of(unit.getSourceFile().toUri()), method.getName().toString(),
                            map.getLineNumber(end) - map.getLineNumber(start) + 1));
                }
                return super.visitMethod(method, nothing);
            }
        });
        return found;
    }

    /** All string literals. */
    static synchronized List<Text> texts() throws IOException {
        if (texts.isEmpty()) {
            texts = readTexts();
        }
        return texts;
    }

    private static List<Text> readTexts() throws IOException {
        List<Text> found = new ArrayList<>();
        scan((unit, positions) -> new TreeScanner<Void, Void>() {
            private final Map<Tree, String> calls = new IdentityHashMap<>();

            @Override
            public Void visitMethodInvocation(MethodInvocationTree call, Void nothing) {
                String called = call.getMethodSelect().toString();
                call.getArguments().forEach(argument -> calls.put(argument, called.substring(called.lastIndexOf('.') + 1)));
                return super.visitMethodInvocation(call, nothing);
            }

            @Override
            public Void visitLiteral(LiteralTree literal, Void nothing) {
                if (literal.getValue() instanceof String value) {
                    found.add(new Text(Path.of(unit.getSourceFile().toUri()), value, calls.getOrDefault(literal, "")));
                }
                return super.visitLiteral(literal, nothing);
            }
        });
        return found;
    }

    /** A case for all that no other case of a switch over patterns takes, the types of those, what is switched over, and what is done. */
    record Fallback(Path path, Set<String> types, String selector, String body) {}

    static List<Fallback> fallbacks() throws IOException {
        List<Fallback> found = new ArrayList<>();
        scan((unit, positions) -> new TreeScanner<Void, Void>() {
            @Override
            public Void visitSwitchExpression(SwitchExpressionTree each, Void nothing) {
                add(each.getExpression(), each.getCases());
                return super.visitSwitchExpression(each, nothing);
            }

            @Override
            public Void visitSwitch(SwitchTree each, Void nothing) {
                add(each.getExpression(), each.getCases());
                return super.visitSwitch(each, nothing);
            }

            private void add(ExpressionTree selector, List<? extends CaseTree> cases) {
                Set<String> types = cases.stream().flatMap(each -> each.getLabels().stream()).filter(PatternCaseLabelTree.class::isInstance)
                        .map(label -> type(((PatternCaseLabelTree) label).getPattern())).collect(Collectors.toSet());
                cases.stream().filter(each -> each.getLabels().stream().anyMatch(DefaultCaseLabelTree.class::isInstance))
                        .forEach(each -> found.add(new Fallback(Path.of(unit.getSourceFile().toUri()), types, selector.toString(),
                                each.getBody() == null ? each.getStatements().toString() : each.getBody().toString())));
            }
        });
        return found;
    }

    private static String type(PatternTree pattern) {
        return switch (pattern) {
            case BindingPatternTree binding -> binding.getVariable().getType().toString();
            case DeconstructionPatternTree record -> record.getDeconstructor().toString();
            default -> throw new IllegalArgumentException(pattern.toString());
        };
    }

    /** What catches exceptions of the user's mistakes: by what name, and what it does. */
    record Catch(Path path, String exception, String body) {}

    static List<Catch> catches() throws IOException {
        List<Catch> found = new ArrayList<>();
        scan((unit, positions) -> new TreeScanner<Void, Void>() {
            @Override
            public Void visitCatch(CatchTree each, Void nothing) {
                if (each.getParameter().getType().toString().equals("FluxionException")) {
                    found.add(new Catch(Path.of(unit.getSourceFile().toUri()), each.getParameter().getName().toString(), each.getBlock().toString()));
                }
                return super.visitCatch(each, nothing);
            }
        });
        return found;
    }

    private interface Scan {
        TreeScanner<Void, Void> of(CompilationUnitTree unit, SourcePositions positions);
    }

    private static void scan(Scan scan) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (var manager = compiler.getStandardFileManager(null, null, null)) {
            var sources = manager.getJavaFileObjectsFromPaths(files(".java").stream().map(SourceFile::path).toList());
            JavacTask task = (JavacTask) compiler.getTask(null, manager, null, List.of("-proc:none"), null, sources);
            SourcePositions positions = Trees.instance(task).getSourcePositions();
            for (CompilationUnitTree unit : task.parse()) {
                scan.of(unit, positions).scan(unit, null);
            }
        }
    }
}
