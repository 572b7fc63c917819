package dev.fluxion.cli.house;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.lang.model.element.Modifier;
import javax.tools.ToolProvider;

/** What other modules can see of the production sources, with its documentation. */
final class PublicDocumentation {
    private static final Pattern EXPORT = Pattern.compile("(?m)^\\s*exports ([\\w.]+);");

    private static final Pattern ARRAY = Pattern.compile("(double|float|int|long|byte|short|boolean|char)(\\[]|\\.\\.\\.)+.*");
    // How many numbers, in what order.
    private static final Pattern LENGTH = Pattern.compile("\\b(length|entries|shape|rows?|columns?|one( \\w+)? for each|(one|as many)( \\w+)? per|as many|empty|any number|numbers)\\b|\\[");

    private static List<Item> known = List.of();

    private PublicDocumentation() {}

    /**
     * A type or member of an exported package that other modules can use.
     *
     * @param place the file and its name in it
     * @param comment its documentation, empty where it has none
     * @param described whether that has more than tags
     * @param undocumented components of a record that is no part of another type, and checked exceptions, that it does not mention
     * @param untold exceptions that it throws and has no {@code @throws} for
     * @param arrays parameters that are arrays of numbers, of which the documentation says no length
     */
    record Item(String place, String comment, boolean described, List<String> undocumented, List<String> untold, List<String> arrays) {}

    /** The names of the packages that modules export to all. */
    static Set<String> exportedPackages() throws IOException {
        Set<String> names = new HashSet<>();
        for (ProductionSources.SourceFile file : ProductionSources.files("module-info.java")) {
            Matcher export = EXPORT.matcher(String.join("\n", file.lines()));
            while (export.find()) {
                names.add(export.group(1));
            }
        }
        return names;
    }

    /** All that is public in exported packages, except what overrides and is described there. */
    static synchronized List<Item> items() throws IOException {
        if (known.isEmpty()) {
            known = read();
        }
        return known;
    }

    private static List<Item> read() throws IOException {
        Set<String> exported = exportedPackages();
        List<Item> items = new ArrayList<>();
        var compiler = ToolProvider.getSystemJavaCompiler();
        try (var manager = compiler.getStandardFileManager(null, null, null)) {
            var sources = manager.getJavaFileObjectsFromPaths(ProductionSources.files(".java").stream().map(ProductionSources.SourceFile::path).toList());
            JavacTask task = (JavacTask) compiler.getTask(null, manager, null, List.of("-proc:none"), null, sources);
            DocTrees docs = DocTrees.instance(task);
            for (CompilationUnitTree unit : task.parse()) {
                if (unit.getPackageName() != null && exported.contains(unit.getPackageName().toString())) {
                    new Reader(docs, items).scan(new TreePath(unit), null);
                }
            }
        }
        return items;
    }

    private static final class Reader extends TreePathScanner<Void, Void> {
        private final DocTrees docs;
        private final List<Item> items;
        private final Deque<ClassTree> types = new ArrayDeque<>();

        Reader(DocTrees docs, List<Item> items) {
            this.docs = docs;
            this.items = items;
        }

        @Override
        public Void visitClass(ClassTree type, Void nothing) {
            boolean inInterface = !types.isEmpty() && types.peek().getKind() == Tree.Kind.INTERFACE;
            if (type.getModifiers().getFlags().contains(Modifier.PUBLIC) || inInterface) {
                types.push(type);
                add(type.getSimpleName().toString(), types.size() == 1 ? components(type) : List.of(), Set.of(), List.of());
                type.getMembers().forEach(member -> scan(member, nothing));
                types.pop();
            }
            return null;
        }

        @Override
        public Void visitMethod(MethodTree method, Void nothing) {
            boolean overrides = method.getModifiers().getAnnotations().stream().anyMatch(a -> a.getAnnotationType().toString().equals("Override"));
            boolean compact = method.getReturnType() == null && types.peek().getKind() == Tree.Kind.RECORD;
            if (!overrides && isVisible(method.getModifiers().getFlags())) {
                Set<String> thrown = new ThrownExceptions(types.peek()).of(method);
                if (!compact || !thrown.isEmpty()) {
                    add(method.getName().toString(), method.getThrows().stream().map(Tree::toString).toList(), thrown, compact ? List.of() : arrays(method));
                }
            }
            return null;
        }

        @Override
        public Void visitVariable(VariableTree field, Void nothing) {
            if (isVisible(field.getModifiers().getFlags()) && !isSign(field)) {
                add(field.getName().toString(), List.of(), Set.of(), List.of());
            }
            return null;
        }

        // Those that are not described for all methods of the type, as {@code x[offset + i]}.
        private List<String> arrays(MethodTree method) {
            String ofType = String.valueOf(docs.getDocComment(getCurrentPath().getParentPath()));
            return method.getParameters().stream().filter(each -> ARRAY.matcher(String.valueOf(each.getType())).matches())
                    .map(each -> each.getName().toString()).filter(name -> !ofType.contains("{@code " + name + "[")).toList();
        }

        private boolean isVisible(Set<Modifier> modifiers) {
            return modifiers.contains(Modifier.PUBLIC) || modifiers.contains(Modifier.PROTECTED)
                    || types.peek().getKind() == Tree.Kind.INTERFACE && !modifiers.contains(Modifier.PRIVATE);
        }

        // A constant such as PLUS("+") says what it is.
        private static boolean isSign(VariableTree field) {
            return field.getInitializer() != null && field.getInitializer().toString().matches("(?s)new \\w+\\(\"[^\"]*\"\\).*");
        }

        private List<String> components(ClassTree type) {
            return type.getKind() != Tree.Kind.RECORD ? List.of()
                    : type.getMembers().stream().filter(VariableTree.class::isInstance).map(VariableTree.class::cast)
                            .filter(field -> !field.getModifiers().getFlags().contains(Modifier.STATIC)).map(field -> field.getName().toString()).toList();
        }

        private void add(String name, List<String> wanted, Set<String> thrown, List<String> arrays) {
            String comment = docs.getDocComment(getCurrentPath());
            DocCommentTree tree = docs.getDocCommentTree(getCurrentPath());
            String text = comment == null ? "" : comment;
            String file = Path.of(getCurrentPath().getCompilationUnit().getSourceFile().toUri()).getFileName().toString();
            long line = getCurrentPath().getCompilationUnit().getLineMap()
                    .getLineNumber(docs.getSourcePositions().getStartPosition(getCurrentPath().getCompilationUnit(), getCurrentPath().getLeaf()));
            items.add(new Item(file + ":" + line + " " + name, text, tree != null && !tree.getFirstSentence().isEmpty(),
                    wanted.stream().filter(each -> !text.contains(each)).toList(),
                    thrown.stream().filter(each -> !text.matches("(?s).*@throws\\s+" + each + "\\b.*")).toList(),
                    LENGTH.matcher(text).find() ? List.of() : arrays));
        }
    }
}
