package dev.fluxion.symbolic.elaborate;

import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Span;
import dev.fluxion.grammar.Tree;
import dev.fluxion.grammar.TreeText;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Elementwise;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Power;
import dev.fluxion.symbolic.Shape;
import dev.fluxion.symbolic.Size;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Says of a product or sum that does not fit which operands it has, and which change would make it fit: each change is tried. */
final class Repairs {
    /** How two operands are combined. */
    interface Operation {
        Typed of(Typed left, Typed right, Tree.Link link);
    }

    private static final int LONGEST_TEXT = 60;

    private record Attempt(Tree left, Tree.Infix operator, Tree right, Typed first, Typed second) {
        Tree tree() {
            return new Tree.Chain(left, List.of(new Tree.Link(operator, right, Span.NONE)), Span.NONE);
        }
    }

    private Repairs() {}

    /** The combination with a link of a chain; if it is refused for its shapes, the diagnostic names the operands and what would fit. */
    static Typed combined(Typed a, Typed b, Tree.Chain chain, int index, Scope scope, Operation operation) {
        Tree.Link link = chain.links().get(index);
        try {
            return operation.of(a, b, link);
        } catch (FluxionException e) {
            Diagnostic diagnostic = e.diagnostic();
            if (diagnostic.code() != Diagnostic.Code.SHAPE) {
                throw e;
            }
            Tree left = index == 0 ? chain.first() : new Tree.Chain(chain.first(), chain.links().subList(0, index), Span.NONE);
            if (a.isOpen() || b.isOpen()) {
                throw saying(diagnostic, "in " + text(left) + "; in " + text(link.operand()), diagnostic.hint());
            }
            String first = named(left, a, scope);
            String second = named(link.operand(), b, scope);
            String operands = first.equals(second) ? first : first + "; " + second;
            String hint = repair(a, left, b, link, operation).orElse(diagnostic.hint());
            throw saying(diagnostic, operands, hint);
        }
    }

    /** A power of a tensor or to one; if it is refused, the diagnostic names both and what would fit. */
    static Typed power(Typed base, Typed exponent, Tree.Power power, Scope scope) {
        try {
            return LinearAlgebra.matrixPower(base, exponent, power.span());
        } catch (FluxionException e) {
            e.requireOneOf(Diagnostic.Code.SHAPE);
            Tree each = new Tree.Power(power.base(), power.exponent(), true, Span.NONE);
            String hint = LinearAlgebra.broadcasts(base, exponent) ? meant(each, LinearAlgebra.elementwise(base, exponent, ".^", Span.NONE, Power::of)) : "";
            throw saying(e.diagnostic(), named(power.base(), base, scope) + "; " + named(power.exponent(), exponent, scope), hint);
        }
    }

    private static FluxionException saying(Diagnostic diagnostic, String operands, String hint) {
        String told = operands.isEmpty() ? "" : " (" + operands + ")";
        return new FluxionException(new Diagnostic(diagnostic.code(), diagnostic.message() + told, diagnostic.span(), diagnostic.found(),
                diagnostic.expected(), hint));
    }

    /** What a call is refused with, with the shapes of its operands where they are the reason and are not told yet. */
    static FluxionException withOperands(FluxionException refused, Tree.Call call, Elaborator elaborator) {
        Diagnostic diagnostic = refused.diagnostic();
        boolean ownSpan = diagnostic.span() == Span.NONE || diagnostic.span().equals(call.span()) || diagnostic.span().equals(call.nameSpan()) || call.operands().stream()
                .anyMatch(operand -> operand.span().equals(diagnostic.span()));
        if (diagnostic.code() != Diagnostic.Code.SHAPE || !ownSpan || !call.binders().isEmpty() || diagnostic.message().endsWith(")")) {
            return refused;
        }
        List<String> names = new ArrayList<>();
        List<Typed> operands = new ArrayList<>();
        for (Tree operand : call.operands()) {
            try {
                Typed value = elaborator.read(operand);
                String name = named(operand, value, elaborator.scope());
                if (!value.isOpen() && value.rank() > 0 && !names.contains(name)) {
                    names.add(name);
                }
                operands.add(value);
            } catch (FluxionException e) {
                e.requireOneOf(Diagnostic.Code.UNSUPPORTED, Diagnostic.Code.DOMAIN, Diagnostic.Code.NAME, Diagnostic.Code.SHAPE, Diagnostic.Code.LIMIT,
                        Diagnostic.Code.SYNTAX); // a condition, or no formula
            }
        }
        boolean known = operands.size() == call.operands().size() && operands.stream().noneMatch(Typed::isOpen) && call.named().isEmpty();
        String hint = known ? new CallRepairs(call, operands, elaborator).hint(diagnostic.hint()) : diagnostic.hint();
        return saying(diagnostic, String.join("; ", names), hint.isEmpty() ? Usages.hint(call) : hint);
    }

    /** A choice that is refused for the shapes of what it compares and chooses from, with those. */
    static FluxionException withOperands(FluxionException refused, Map<Tree, Typed> operands, Scope scope) {
        if (refused.diagnostic().code() != Diagnostic.Code.SHAPE) {
            return refused;
        }
        List<String> names = operands.entrySet().stream().filter(each -> !each.getValue().isOpen() && each.getValue().rank() > 0)
                .sorted(Comparator.comparingInt(each -> each.getKey().span().start())).map(each -> named(each.getKey(), each.getValue(), scope)).distinct().toList();
        return names.isEmpty() ? refused : saying(refused.diagnostic(), String.join("; ", names), refused.diagnostic().hint());
    }

    /** The tree as it is written, cut off where it is long. */
    static String text(Tree tree) {
        String text = TreeText.of(tree);
        return text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) + "…" : text;
    }

    private static String named(Tree tree, Typed value, Scope scope) {
        String kind = value.rank() == 1 ? value.row() ? "a row of shape " : "a column of shape " : "of shape ";
        return text(tree) + " is " + (value.rank() == 0 ? "a scalar" : kind + value.shape()) + declared(tree, scope);
    }

    private static String declared(Tree tree, Scope scope) {
        Tree bare = tree instanceof Tree.Postfix postfix && postfix.operator() == Tree.PostfixOperator.TRANSPOSE ? postfix.operand() : tree;
        return bare instanceof Tree.Name name ? scope.place(name.name()).map(place -> ", declared at " + place).orElse("") : "";
    }

    private static Optional<String> repair(Typed a, Tree left, Typed b, Tree.Link link, Operation operation) {
        for (Attempt attempt : attempts(a, left, b, link)) {
            try {
                Typed result = operation.of(attempt.first, attempt.second, new Tree.Link(attempt.operator, attempt.right, Span.NONE));
                String text = TreeText.of(attempt.tree());
                if (text.length() <= LONGEST_TEXT) {
                    return Optional.of(meant(attempt.tree(), result));
                }
            } catch (FluxionException e) {
                // this change does not make it fit
                e.requireOneOf(Diagnostic.Code.UNSUPPORTED, Diagnostic.Code.DOMAIN, Diagnostic.Code.NAME, Diagnostic.Code.SHAPE, Diagnostic.Code.LIMIT);
            }
        }
        return Optional.empty();
    }

    /** The hint that suggests a text. */
    static String meant(Tree text, Typed value) {
        return "did you mean " + TreeText.of(text) + "? It " + kind(value);
    }

    /** What a value is, as a predicate. */
    static String kind(Typed value) {
        return value.rank() == 0 ? "is a scalar" : "has shape " + value.shape();
    }

    private static List<Attempt> attempts(Typed a, Tree left, Typed b, Tree.Link link) {
        Tree right = link.operand();
        Tree.Infix operator = link.operator();
        List<Attempt> attempts = new ArrayList<>();
        boolean columns = a.rank() == 2 && b.rank() == 1 && operator != Tree.Infix.TIMES && operator != Tree.Infix.DIVIDE;
        if (columns) { // a vector is meant for each column
            Size count = a.shape().size(1);
            Expression stretched = LinearAlgebra.outer(b.expression(), Elementwise.fill(Constant.ONE, Shape.of(count)));
            attempts.add(new Attempt(left, operator, stretched(right, count), a, Typed.of(stretched)));
        }
        if (right instanceof Tree.Postfix p && p.operator() == Tree.PostfixOperator.TRANSPOSE) { // rather one transpose less than one more
            attempts.add(new Attempt(left, operator, transposed(right), a, LinearAlgebra.transpose(b, Span.NONE)));
        }
        if (a.rank() == 1 || a.rank() == 2) {
            attempts.add(new Attempt(transposed(left), operator, right, LinearAlgebra.transpose(a, Span.NONE), b));
        }
        if (b.rank() == 1 || b.rank() == 2) {
            attempts.add(new Attempt(left, operator, transposed(right), a, LinearAlgebra.transpose(b, Span.NONE)));
        }
        if (operator == Tree.Infix.TIMES) {
            attempts.add(new Attempt(left, Tree.Infix.TIMES_EACH, right, a, b));
            attempts.add(new Attempt(right, operator, left, b, a));
        }
        if (operator == Tree.Infix.DIVIDE) {
            attempts.add(new Attempt(left, Tree.Infix.DIVIDE_EACH, right, a, b));
            if (b.rank() == 1 || b.rank() == 2) {
                attempts.add(new Attempt(left, Tree.Infix.DIVIDE_EACH, transposed(right), a, LinearAlgebra.transpose(b, Span.NONE)));
            }
        }
        return attempts;
    }

    /** The vector of a text in each of so many columns. */
    static Tree stretched(Tree vector, Size columns) {
        Tree ones = new Tree.Call("ones", Span.NONE, 0, List.of(), List.of(new Tree.Name(columns.toString(), Span.NONE)), List.of(), Span.NONE);
        return new Tree.Call("outer", Span.NONE, 0, List.of(), List.of(vector, ones), List.of(), Span.NONE);
    }

    /** The transpose of a text; what it is the transpose of, where it is one. */
    static Tree transposed(Tree tree) {
        return tree instanceof Tree.Postfix postfix && postfix.operator() == Tree.PostfixOperator.TRANSPOSE ? postfix.operand()
                : new Tree.Postfix(tree, Tree.PostfixOperator.TRANSPOSE, Span.NONE);
    }
}
