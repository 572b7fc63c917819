package dev.fluxion.symbolic.explain;

import dev.fluxion.grammar.Span;
import dev.fluxion.grammar.Tree;
import dev.fluxion.grammar.Trees;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Elementwise;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Product;
import dev.fluxion.symbolic.Shape;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.calculus.Differentiation;
import dev.fluxion.symbolic.elaborate.LinearAlgebra;
import dev.fluxion.symbolic.print.Presenter;
import dev.fluxion.symbolic.print.Write;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A number that is linear in some symbols, written as people do who look for what they are multiplied by: {@code a'*x}, {@code tr(A'*X)}.
 *
 * <p>Source: by definition of the inner products of vectors and of matrices.
 */
final class InnerProducts {
    private static final Symbol TOTAL = Symbol.of("\u2202\u2202", Shape.SCALAR, Symbol.Role.VARIABLE, Set.of()); // no text has the name

    private InnerProducts() {}

    static Tree of(Expression number, Predicate<Symbol> linear) {
        Tree total = null;
        for (Symbol symbol : Substitution.variables(number).stream().filter(linear).toList()) {
            Symbol plain = Symbol.of(symbol.name(), symbol.shape(), Symbol.Role.VARIABLE, Set.of()); // by entries that are independent
            Expression factor = Differentiation.derivative(Substitution.replace(number, Map.of(symbol, plain)), plain);
            boolean minus = total != null && Presenter.isNegative(factor);
            Tree term = scaled(minus ? Elementwise.negate(factor) : factor, plain);
            total = total == null ? term : Write.chain(total, minus ? Tree.Infix.MINUS : Tree.Infix.PLUS, term);
        }
        return total == null ? Presenter.tree(number) : total;
    }

    // Numbers among the factors go in front of the inner product.
    private static Tree scaled(Expression factor, Symbol symbol) {
        List<Expression> numbers = new ArrayList<>();
        if (factor instanceof Product product) {
            numbers.add(Constant.of(product.coefficient()));
            product.factors().stream().filter(Expression::isScalar).forEach(numbers::add);
        }
        Expression number = factor.isScalar() ? factor : Product.of(numbers);
        Expression rest = factor.isScalar() ? Constant.ONE : Elementwise.quotient(factor, number);
        Tree product = product(rest, symbol);
        return number.equals(Constant.ONE) ? product : joined(Presenter.tree(Product.of(number, TOTAL)), Map.of(TOTAL.name(), product), first -> false);
    }

    private static Tree product(Expression factor, Symbol symbol) {
        Tree last = Write.name(symbol.name());
        int rank = symbol.shape().rank();
        if (rank == 0) {
            return last;
        }
        if (factor.equals(Elementwise.fill(Constant.ONE, symbol.shape()))) {
            return Write.call("sum", last);
        }
        return rank == 1 ? Write.times(row(factor), last) : rank == 2 ? Write.call("tr", Write.times(Presenter.tree(LinearAlgebra.transpose(factor)), last))
                : Presenter.tree(LinearAlgebra.inner(factor, symbol));
    }

    private static Tree row(Expression vector) {
        List<Symbol> symbols = Substitution.variables(vector);
        return Trees.rewrite(Write.transposed(Presenter.tree(vector)), part -> part instanceof Tree.Postfix(Tree.Name name, Tree.PostfixOperator operator, Span span)
                && operator == Tree.PostfixOperator.TRANSPOSE && symbols.stream().anyMatch(symbol -> symbol.name().equals(name.name()) && symbol.isSymmetric())
                ? name : part);
    }

    /**
     * Puts trees in the places of names. What is put into a product is joined to it, unless it may begin with a row behind another.
     *
     * @param mayBeRow whether a first factor may be a row, and what stands before it another
     */
    static Tree joined(Tree tree, Map<String, Tree> put, Predicate<Tree> mayBeRow) {
        return joined(Trees.rewrite(tree, part -> part instanceof Tree.Name name ? put.getOrDefault(name.name(), part) : part), mayBeRow);
    }

    private static Tree joined(Tree tree, Predicate<Tree> mayBeRow) {
        return Trees.rewrite(tree, part -> part instanceof Tree.Chain chain && chain.links().stream().anyMatch(link -> joins(link, mayBeRow))
                ? flat(chain, mayBeRow) : part);
    }

    private static boolean joins(Tree.Link link, Predicate<Tree> mayBeRow) {
        return link.operator() == Tree.Infix.TIMES && link.operand() instanceof Tree.Chain inner
                && inner.links().stream().allMatch(each -> each.operator() == Tree.Infix.TIMES) && !mayBeRow.test(inner.first());
    }

    private static Tree flat(Tree.Chain chain, Predicate<Tree> mayBeRow) {
        Tree result = joined(chain.first(), mayBeRow);
        for (Tree.Link link : chain.links()) {
            if (joins(link, mayBeRow)) {
                Tree.Chain inner = (Tree.Chain) link.operand();
                result = Write.chain(result, Tree.Infix.TIMES, joined(inner.first(), mayBeRow));
                for (Tree.Link each : inner.links()) {
                    result = Write.chain(result, Tree.Infix.TIMES, joined(each.operand(), mayBeRow));
                }
            } else {
                result = Write.chain(result, link.operator(), joined(link.operand(), mayBeRow));
            }
        }
        return result;
    }
}
