package dev.fluxion.cli.house;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.ThrowTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TryTree;
import com.sun.source.tree.UnionTypeTree;
import com.sun.source.util.TreeScanner;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.lang.model.element.Modifier;

/**
 * The exceptions that methods of one class throw in their own bodies and in those of the methods and constructors of the same class that they call:
 * {@code throw}, {@code orElseThrow} with an operand, and the checks of {@link java.util.Objects} for an index. What a surrounding {@code try} catches
 * is left out, and so are {@link AssertionError} (a defect of the project) and {@link NullPointerException} (the policy of each package). An operand
 * that a method of its own contract refuses is the caller's business to fit: such exceptions are not looked for behind visible methods. Read from the
 * text alone: a method is known by its name and the number of its operands.
 */
final class ThrownExceptions {
    private static final Pattern EXCEPTION = Pattern.compile("\\b([A-Z]\\w*Exception)\\b");
    private static final Set<String> DEFECTS = Set.of("AssertionError", "NullPointerException");
    private static final Set<String> OF_OPERANDS = Set.of("IllegalArgumentException", "IndexOutOfBoundsException");
    private static final Set<String> CHECKS_OF_INDICES = Set.of("checkIndex", "checkFromToIndex", "checkFromIndexSize");

    private final ClassTree type;

    ThrownExceptions(ClassTree type) {
        this.type = type;
    }

    /** The simple names of the exceptions that a caller of the method can meet. */
    Set<String> of(MethodTree method) {
        Set<String> names = new TreeSet<>();
        Set<Called> seen = new HashSet<>(Set.of(new Called(method, false)));
        Deque<Called> open = new ArrayDeque<>(seen);
        while (!open.isEmpty()) {
            Called next = open.pop();
            Body body = new Body();
            if (next.method.getBody() != null) {
                next.method.getBody().accept(body, null);
            }
            body.thrown.stream().filter(name -> !next.byContract || !OF_OPERANDS.contains(name)).forEach(names::add);
            body.called.stream().map(called -> new Called(called, next.byContract || called.getModifiers().getFlags().contains(Modifier.PUBLIC)))
                    .filter(seen::add).forEach(open::push);
        }
        return names;
    }

    /** A method that is called, and whether a visible one stands between. */
    private record Called(MethodTree method, boolean byContract) {}

    // Of several that types alone tell apart, none is known to be called.
    private List<MethodTree> methods(String name, int operands) {
        List<MethodTree> candidates = type.getMembers().stream().filter(MethodTree.class::isInstance).map(MethodTree.class::cast)
                .filter(method -> method.getName().contentEquals(name)
                        && (operands < 0 || method.getParameters().size() == operands || method.getParameters().isEmpty() && isCompact(method))).toList();
        return candidates.size() == 1 ? candidates : List.of();
    }

    private boolean isCompact(MethodTree method) {
        return type.getKind() == Tree.Kind.RECORD && method.getReturnType() == null;
    }

    /** What one body throws and calls. */
    private final class Body extends TreeScanner<Void, Void> {
        private final Set<String> thrown = new TreeSet<>();
        private final Set<MethodTree> called = new LinkedHashSet<>();
        private final Deque<Set<String>> caught = new ArrayDeque<>();

        private void add(String name) {
            if (!DEFECTS.contains(name) && caught.stream().noneMatch(names -> names.contains(name))) {
                thrown.add(name);
            }
        }

        @Override
        public Void visitTry(TryTree tree, Void nothing) {
            Set<String> names = new HashSet<>();
            tree.getCatches().forEach(each -> {
                Tree exception = each.getParameter().getType();
                List<? extends Tree> all = exception instanceof UnionTypeTree union ? union.getTypeAlternatives() : List.of(exception);
                all.forEach(one -> names.add(one.toString()));
            });
            caught.push(names);
            scan(tree.getResources(), nothing);
            scan(tree.getBlock(), nothing);
            caught.pop();
            scan(tree.getCatches(), nothing);
            scan(tree.getFinallyBlock(), nothing);
            return null;
        }

        @Override
        public Void visitThrow(ThrowTree tree, Void nothing) {
            made(tree.getExpression());
            return super.visitThrow(tree, nothing);
        }

        // new XException(…), XException.maker(…), or a method of this class that returns one.
        private void made(ExpressionTree expression) {
            switch (expression) {
                case NewClassTree made -> named(made.getIdentifier().toString());
                case MethodInvocationTree call -> {
                    named(call.getMethodSelect().toString());
                    methods(name(call.getMethodSelect()), call.getArguments().size()).forEach(maker -> named(String.valueOf(maker.getReturnType())));
                }
                case MemberReferenceTree reference -> {
                    named(reference.getQualifierExpression().toString());
                    methods(reference.getName().toString(), -1).forEach(maker -> named(String.valueOf(maker.getReturnType())));
                }
                case LambdaExpressionTree lambda when lambda.getBody() instanceof ExpressionTree body -> made(body);
                default -> { }
            }
        }

        private void named(String text) {
            Matcher exception = EXCEPTION.matcher(text);
            if (exception.find()) {
                add(exception.group(1));
            }
        }

        @Override
        public Void visitMethodInvocation(MethodInvocationTree call, Void nothing) {
            String name = name(call.getMethodSelect());
            if (name.equals("orElseThrow")) {
                call.getArguments().forEach(this::made);
            } else if (CHECKS_OF_INDICES.contains(name)) {
                add("IndexOutOfBoundsException");
            }
            if (isOwn(call.getMethodSelect())) {
                called.addAll(methods(name, call.getArguments().size()));
            }
            return name.equals("start") ? null : super.visitMethodInvocation(call, nothing); // what another thread throws stays there
        }

        private boolean isOwn(ExpressionTree method) {
            return method instanceof IdentifierTree
                    || method instanceof MemberSelectTree select && Set.of("this", type.getSimpleName().toString()).contains(select.getExpression().toString());
        }

        private static String name(ExpressionTree method) {
            String text = method.toString();
            return method instanceof MemberSelectTree select ? select.getIdentifier().toString() : text.equals("this") ? "<init>" : text;
        }

        @Override
        public Void visitMemberReference(MemberReferenceTree reference, Void nothing) {
            String owner = reference.getQualifierExpression().toString();
            if (Set.of("this", type.getSimpleName().toString()).contains(owner)) {
                called.addAll(methods(reference.getMode() == MemberReferenceTree.ReferenceMode.NEW ? "<init>" : reference.getName().toString(), -1));
            }
            return super.visitMemberReference(reference, nothing);
        }

        @Override
        public Void visitNewClass(NewClassTree made, Void nothing) {
            if (made.getIdentifier().toString().replaceAll("<.*", "").contentEquals(type.getSimpleName())) {
                called.addAll(methods("<init>", made.getArguments().size()));
            }
            return super.visitNewClass(made, nothing);
        }
    }
}
