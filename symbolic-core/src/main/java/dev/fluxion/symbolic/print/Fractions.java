package dev.fluxion.symbolic.print;

import dev.fluxion.grammar.Tree;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Power;
import dev.fluxion.symbolic.Product;
import dev.fluxion.symbolic.Shape;
import dev.fluxion.symbolic.Structure;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.number.Numeral;
import dev.fluxion.symbolic.number.Rational;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Products entry by entry as people write them: sign, number, factors, and one fraction bar. */
final class Fractions {
    private final Presenter presenter;
    private final List<Tree> scalarsAbove = new ArrayList<>();
    private final List<Tree> scalarsBelow = new ArrayList<>();
    private final List<Tree> above = new ArrayList<>();
    private final List<Tree> below = new ArrayList<>();
    private boolean negative;

    Fractions(Presenter presenter) {
        this.presenter = presenter;
    }

    Tree tree(Power power) {
        factor(power);
        return assemble(power.shape());
    }

    Tree tree(Product product) {
        coefficient(product.coefficient());
        (product.shape().isScalar() ? ordered(product.factors()) : product.factors()).forEach(this::factor);
        return assemble(product.shape());
    }

    // pi*x^2*y*sin(z), as monomials are written: constants, powers of variables where these would stand, the rest in its own order.
    private static List<Expression> ordered(List<Expression> factors) {
        List<Expression> ordered = new ArrayList<>(factors);
        ordered.sort(Comparator.comparing(Fractions::place).thenComparing((one, two) ->
                monic(one) instanceof Symbol first && monic(two) instanceof Symbol second ? Structure.ORDER.compare(first, second) : 0));
        return ordered;
    }

    private static int place(Expression factor) {
        return monic(factor) instanceof Symbol symbol ? symbol.role() == Symbol.Role.CONSTANT ? 0 : 1 : 2;
    }

    private static Expression monic(Expression factor) {
        return factor instanceof Power power && power.exponent() instanceof Constant exponent && exponent.value().signum() > 0 ? power.base() : factor;
    }

    /** A fraction of scalars in front of and behind the rest of a product. */
    Tree around(Numeral coefficient, List<Expression> scalars, List<Tree> scalarTrees, Tree rest) {
        coefficient(coefficient);
        scalars.forEach(this::factor);
        scalarsAbove.addAll(scalarTrees);
        Tree product = rest;
        if (!scalarsAbove.isEmpty()) {
            product = rest == null ? chain(scalarsAbove, Tree.Infix.TIMES) : Write.scaled(chain(scalarsAbove, Tree.Infix.TIMES), rest);
        }
        if (product == null) {
            product = Write.number(1);
        }
        if (!scalarsBelow.isEmpty()) {
            product = Write.over(product, chain(scalarsBelow, Tree.Infix.TIMES));
        }
        return negative ? Write.minus(product) : product;
    }

    private void coefficient(Numeral value) {
        negative = value.signum() < 0;
        Numeral size = negative ? value.negate() : value;
        if (size instanceof Rational r) {
            if (!r.numerator().equals(java.math.BigInteger.ONE)) {
                scalarsAbove.add(Write.number(r.numerator()));
            }
            if (!r.isWhole()) {
                scalarsBelow.add(Write.number(r.denominator()));
            }
        } else {
            scalarsAbove.add(Presenter.number(size));
        }
    }

    private void factor(Expression factor) {
        boolean scalar = factor.isScalar();
        if (!presenter.isNamed(factor) && factor instanceof Power p && p.exponent() instanceof Constant c && c.value().signum() < 0) {
            Constant exponent = Constant.of(c.value().negate());
            (scalar ? scalarsBelow : below).add(presenter.positivePower(p.base(), exponent));
        } else {
            (scalar ? scalarsAbove : above).add(presenter.present(factor));
        }
    }

    private Tree assemble(Shape shape) {
        if (shape.isScalar()) {
            return around(negative ? Rational.MINUS_ONE : Rational.ONE, List.of(), List.of(), null);
        }
        if (above.isEmpty() && below.isEmpty()) { // one value everywhere
            Tree ones = Write.call("ones", shape.sizes().stream().map(Presenter::size).toList());
            return around(negative ? Rational.MINUS_ONE : Rational.ONE, List.of(), List.of(), ones);
        }
        Tree product = above.isEmpty() ? null : chain(above, Tree.Infix.TIMES_EACH);
        if (product == null && !scalarsAbove.isEmpty()) {
            product = chain(scalarsAbove, Tree.Infix.TIMES);
            scalarsAbove.clear();
        }
        if (!below.isEmpty()) {
            product = Write.chain(product == null ? Write.number(1) : product, Tree.Infix.DIVIDE_EACH, chain(below, Tree.Infix.TIMES_EACH));
        }
        return around(negative ? Rational.MINUS_ONE : Rational.ONE, List.of(), List.of(), product);
    }

    private static Tree chain(List<Tree> factors, Tree.Infix operator) {
        Tree product = factors.getFirst();
        for (Tree factor : factors.subList(1, factors.size())) {
            product = operator == Tree.Infix.TIMES ? Write.times(product, factor) : Write.chain(product, operator, factor);
        }
        return product;
    }
}
