package dev.fluxion.symbolic.calculus;

import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Span;
import dev.fluxion.grammar.Tree;
import dev.fluxion.symbolic.Apply;
import dev.fluxion.symbolic.ArrayOf;
import dev.fluxion.symbolic.Bound;
import dev.fluxion.symbolic.Call;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Elementwise;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Fold;
import dev.fluxion.symbolic.Indicator;
import dev.fluxion.symbolic.MatrixFunction;
import dev.fluxion.symbolic.Piecewise;
import dev.fluxion.symbolic.Power;
import dev.fluxion.symbolic.Product;
import dev.fluxion.symbolic.Reduction;
import dev.fluxion.symbolic.Selection;
import dev.fluxion.symbolic.Sum;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.evaluate.Sign;
import dev.fluxion.symbolic.number.Rational;
import dev.fluxion.symbolic.operator.Elementary;
import dev.fluxion.symbolic.operator.Operator;
import dev.fluxion.symbolic.operator.Stepwise;
import dev.fluxion.symbolic.print.Presenter;
import dev.fluxion.symbolic.print.Write;
import dev.fluxion.symbolic.rewrite.KnownValues;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * The rules of differentiation of scalar expressions by a scalar, one application at a time.
 *
 * <p>Source: product, quotient and chain rule, DLMF §1.4(iii); powers and logarithms, DLMF §4.7.
 */
final class ScalarRules {
    private static final String SUM_RULE = "sum rule";

    private final Symbol variable;
    private final Predicate<Expression> depends;
    private final boolean partial;
    private final Map<Tree, Expression> pending = new IdentityHashMap<>(2); // empty but where rules are shown

    ScalarRules(Symbol variable, Predicate<Expression> depends, boolean partial) {
        this.variable = variable;
        this.depends = depends;
        this.partial = partial;
    }

    /** The rule for an expression; every kind of expression has one, or is refused. */
    RuleApplication apply(Expression node) {
        if (!depends.test(node)) {
            return RuleApplication.constant(Constant.ZERO, () -> Write.number(0));
        }
        RuleApplication application = rule(node);
        return application.noting(() -> new RuleNotes(depends).of(node, application));
    }

    /** The same for who looks at the answer alone: terms of a sum as they are, not in the order and with the signs of their text. */
    RuleApplication unseen(Expression node) {
        return node instanceof Sum sum && depends.test(sum) ? new RuleApplication(SUM_RULE, sum.terms(), Sum::of, () -> sum(sum).shown().get()) : apply(node);
    }

    private RuleApplication rule(Expression node) {
        return switch (node) {
            case Symbol s -> RuleApplication.variable(Constant.ONE, () -> Write.number(1));
            case Sum s -> sum(s);
            case Product p when !p.isContraction() && p.shape().isScalar() -> product(p);
            case Power p -> power(p);
            case Apply a -> function(a);
            case Piecewise p -> piecewise(p);
            case Call c -> named(c);
            case Bound b -> bound(b);
            case Fold f -> fold(f);
            case Constant c -> throw new IllegalStateException("a constant that depends on " + variable.name());
            case Product p -> throw tensor();
            case Reduction r -> throw tensor();
            case MatrixFunction m -> throw tensor();
            case ArrayOf a -> throw tensor();
            case Selection s -> throw tensor();
            case Indicator i -> throw tensor();
        };
    }

    private RuleApplication bound(Bound bound) {
        Expression derivative = BoundRules.derivative(bound, variable);
        return new RuleApplication(BoundRules.rule(bound), List.of(), none -> derivative, () -> Presenter.tree(derivative));
    }

    private RuleApplication fold(Fold fold) {
        Expression derivative = FoldRules.derivative(fold, variable);
        return new RuleApplication(FoldRules.RULE, List.of(), none -> derivative, () -> Presenter.tree(derivative));
    }

    private static FluxionException tensor() {
        return FluxionException.unsupported("the forward derivative of a tensor");
    }

    /** {@code d/dx} of a part, still to be taken. */
    Tree pending(Expression part) {
        Tree shown = Write.leibniz(List.of(variable.name()), partial, Presenter.tree(part));
        pending.put(shown, part);
        return shown;
    }

    /** The part whose derivative a tree made by {@link #pending(Expression)} stands for, or {@code null}. */
    Expression partOf(Tree shown) {
        return pending.get(shown);
    }

    private RuleApplication sum(Sum sum) {
        List<Expression> written = Presenter.terms(sum);
        List<Boolean> negative = written.stream().map(Presenter::isNegative).toList();
        List<Expression> terms = written.stream().map(term -> Presenter.isNegative(term) ? Elementwise.negate(term) : term).toList();
        return new RuleApplication(SUM_RULE, terms, derivatives -> Sum.of(IntStream.range(0, terms.size())
                .mapToObj(i -> negative.get(i) ? Elementwise.negate(derivatives.get(i)) : derivatives.get(i)).toList()), () -> {
            Tree first = negative.getFirst() ? Write.minus(pending(terms.getFirst())) : pending(terms.getFirst());
            return new Tree.Chain(first, IntStream.range(1, terms.size()).mapToObj(i -> new Tree.Link(negative.get(i) ? Tree.Infix.MINUS
                    : Tree.Infix.PLUS, pending(terms.get(i)), Span.NONE)).toList(), Span.NONE);
        });
    }

    // Constant factors come out first; of the rest, one factor at a time is differentiated.
    private RuleApplication product(Product product) {
        List<Expression> constants = new ArrayList<>();
        List<Expression> varying = new ArrayList<>();
        product.factors().forEach(factor -> (depends.test(factor) ? varying : constants).add(factor));
        boolean plain = constants.isEmpty() && product.coefficient().isOne();
        constants.add(Constant.of(product.coefficient()));
        if (!plain) {
            Expression constant = Product.of(constants);
            Expression rest = Product.of(varying);
            if (rest.equals(variable)) {
                return new RuleApplication("constant factor rule", List.of(), none -> constant, () -> Presenter.tree(constant));
            }
            return new RuleApplication("constant factor rule", List.of(rest), d -> Product.of(constant, d.getFirst()),
                    () -> Write.scaled(Presenter.tree(constant), pending(rest)));
        }
        List<Expression> divisors = varying.stream().filter(ScalarRules::isDivisor).toList();
        return divisors.isEmpty() || divisors.size() == varying.size() ? factors(varying) : quotient(varying, divisors);
    }

    private static boolean isDivisor(Expression factor) {
        return factor instanceof Power p && p.exponent() instanceof Constant c && c.value().signum() < 0;
    }

    private RuleApplication quotient(List<Expression> factors, List<Expression> divisors) {
        Expression above = Product.of(factors.stream().filter(factor -> !isDivisor(factor)).toList());
        Expression divisor = Product.of(divisors);
        Expression below = Power.of(divisor, Constant.MINUS_ONE);
        // of a power below the line, less is left after cancelling
        boolean whole = divisors.stream().allMatch(each -> ((Power) each).exponent().equals(Constant.MINUS_ONE));
        return new RuleApplication("quotient rule", List.of(above, below),
                d -> whole ? Product.of(Sum.of(Product.of(d.get(0), below), Product.of(Constant.MINUS_ONE, above, d.get(1))), Power.of(below, -2))
                        : Sum.of(Product.of(d.get(0), divisor), Product.of(Constant.MINUS_ONE, above, d.get(1), Power.of(below, -2))),
                () -> Write.over(Write.chain(Write.scaled(pending(above), Presenter.tree(below)), Tree.Infix.MINUS,
                        Write.scaled(Presenter.tree(above), pending(below))), Write.power(Presenter.tree(below), Write.number(2), false)));
    }

    private RuleApplication factors(List<Expression> factors) {
        return new RuleApplication("product rule", factors, derivatives -> {
            List<Expression> terms = new ArrayList<>();
            for (int i = 0; i < factors.size(); i++) {
                List<Expression> term = new ArrayList<>(factors);
                term.set(i, derivatives.get(i));
                terms.add(Product.of(term));
            }
            return Sum.of(terms);
        }, () -> {
            Tree total = null;
            for (int i = 0; i < factors.size(); i++) {
                Tree term = null;
                for (int k = 0; k < factors.size(); k++) {
                    Tree factor = k == i ? pending(factors.get(k)) : Presenter.tree(factors.get(k));
                    term = term == null ? factor : Write.scaled(term, factor);
                }
                total = total == null ? term : Write.chain(total, Tree.Infix.PLUS, term);
            }
            return total;
        });
    }

    private RuleApplication power(Power power) {
        Expression base = power.base();
        Expression exponent = power.exponent();
        boolean constant = !depends.test(exponent);
        if (isZero(base) && (!constant || exponent instanceof Constant c && c.value().signum() > 0)) { // 0 wherever it can be differentiated
            return new RuleApplication(constant ? "power rule" : "exponential rule", List.of(), d -> Constant.ZERO, () -> Write.number(0));
        }
        if (constant) {
            return constantExponent(base, exponent);
        }
        if (!depends.test(base)) {
            Expression logarithm = Apply.of(Elementary.LOGARITHM, base);
            return new RuleApplication("exponential rule", List.of(exponent), d -> Product.of(power, logarithm, d.getFirst()),
                    () -> chained(Write.scaled(Presenter.tree(power), Presenter.tree(logarithm)), exponent));
        }
        Expression logarithm = Apply.of(Elementary.LOGARITHM, base);
        UnaryOperator<Expression> inverse = u -> Power.of(u, Constant.MINUS_ONE);
        return new RuleApplication("logarithmic differentiation", List.of(exponent, base),
                d -> Product.of(power, Sum.of(Product.of(d.get(0), logarithm), Product.of(exponent, d.get(1), inverse.apply(base)))),
                () -> Write.scaled(Presenter.tree(power), Write.chain(Write.scaled(pending(exponent), Presenter.tree(logarithm)), Tree.Infix.PLUS,
                        Write.over(Write.scaled(Presenter.tree(exponent), pending(base)), Presenter.tree(base)))));
    }

    // Of acos(1)*x the rules would divide 0 by 0 before the value of acos(1) is put in.
    private static boolean isZero(Expression base) {
        List<Expression> factors = base instanceof Product product && !product.isContraction() ? product.factors() : List.of(base);
        return Elementwise.isZero(base) || factors.stream().anyMatch(factor -> Sign.isNumber(factor) && Elementwise.isZero(KnownValues.put(factor)));
    }

    private RuleApplication constantExponent(Expression base, Expression exponent) {
        if (base instanceof Apply a && a.operator() == Stepwise.ABSOLUTE && exponent instanceof Constant c && c.value() instanceof Rational n
                && n.compareTo(Rational.TWO) >= 0) {
            return absolutePower(a.operand(), n);
        }
        Expression lowered = Power.of(base, Sum.of(exponent, Constant.MINUS_ONE));
        String rule = base.equals(variable) ? "power rule" : "power rule and chain rule";
        return new RuleApplication(rule, base.equals(variable) ? List.of() : List.of(base),
                d -> d.isEmpty() ? Product.of(exponent, lowered) : Product.of(exponent, lowered, d.getFirst()),
                () -> chained(Write.scaled(Presenter.tree(exponent), Write.power(Presenter.tree(base),
                        Write.chain(Presenter.tree(exponent), Tree.Infix.MINUS, Write.number(1)), false)), base));
    }

    // |u|^n is smooth to an order that the derivatives of |u| and of its sign do not show: that of |u|^n is n*u*|u|^(n-2)*u'.
    private RuleApplication absolutePower(Expression inner, Rational n) {
        boolean even = n.isWhole() && !n.numerator().testBit(0);
        Expression lowered = even ? Power.of(inner, Constant.of(n.minus(Rational.ONE)))
                : Product.of(inner, Power.of(Apply.of(Stepwise.ABSOLUTE, inner), Constant.of(n.minus(Rational.TWO))));
        boolean direct = inner.equals(variable);
        return new RuleApplication("power of an absolute value", direct ? List.of() : List.of(inner),
                d -> direct ? Product.of(Constant.of(n), lowered) : Product.of(Constant.of(n), lowered, d.getFirst()),
                () -> chained(Write.scaled(Presenter.tree(Constant.of(n)), Presenter.tree(lowered)), inner));
    }

    // outer*d/dx inner, or only the outer where the inner is the variable itself
    private Tree chained(Tree outer, Expression inner) {
        return inner.equals(variable) ? outer : Write.scaled(outer, pending(inner));
    }

    private RuleApplication function(Apply apply) {
        Operator operator = apply.operator();
        List<Expression> varying = new ArrayList<>();
        List<Expression> outer = new ArrayList<>();
        for (Ties.Share share : Ties.of(apply, depends)) {
            varying.add(share.operand());
            outer.add(share.slope());
        }
        boolean direct = varying.size() == 1 && varying.getFirst().equals(variable);
        return new RuleApplication(direct ? operator.ruleName() : "chain rule", direct ? List.of() : varying,
                derivatives -> direct ? outer.getFirst() : dot(outer, derivatives),
                () -> direct ? Presenter.tree(outer.getFirst()) : shownDot(outer, varying));
    }

    private static Expression dot(List<Expression> outer, List<Expression> derivatives) {
        List<Expression> terms = new ArrayList<>();
        for (int i = 0; i < outer.size(); i++) {
            terms.add(Product.of(outer.get(i), derivatives.get(i)));
        }
        return Sum.of(terms);
    }

    private Tree shownDot(List<Expression> outer, List<Expression> varying) {
        Tree total = null;
        for (int i = 0; i < outer.size(); i++) {
            Tree term = Write.scaled(Presenter.tree(outer.get(i)), pending(varying.get(i)));
            total = total == null ? term : Write.chain(total, Tree.Infix.PLUS, term);
        }
        return total;
    }

    private RuleApplication piecewise(Piecewise piecewise) {
        return SinglePointCases.rule(piecewise, variable, depends, this).orElseGet(() -> cases(piecewise));
    }

    private RuleApplication cases(Piecewise piecewise) {
        List<Expression> values = new ArrayList<>();
        piecewise.cases().forEach(each -> values.add(each.value()));
        values.add(piecewise.otherwise());
        return new RuleApplication("derivative of each case", values, derivatives -> {
            int[] next = {0};
            return piecewise.withValues(old -> derivatives.get(next[0]++));
        }, () -> {
            List<Tree.Case> cases = piecewise.cases().stream()
                    .map(each -> new Tree.Case(Presenter.tree(each.condition()), pending(each.value()))).toList();
            return new Tree.Piecewise(cases, pending(piecewise.otherwise()), Span.NONE);
        });
    }

    private RuleApplication named(Call call) {
        List<Expression> varying = new ArrayList<>();
        List<Expression> outer = new ArrayList<>();
        for (int i = 0; i < call.operands().size(); i++) {
            if (depends.test(call.operands().get(i))) {
                List<Integer> orders = new ArrayList<>(call.orders());
                orders.set(i, orders.get(i) + 1);
                varying.add(call.operands().get(i));
                outer.add(Call.of(call.name(), call.operands(), orders));
            }
        }
        boolean direct = varying.size() == 1 && varying.getFirst().equals(variable);
        return new RuleApplication(direct ? "derivative of a named function" : "chain rule", direct ? List.of() : varying,
                derivatives -> direct ? outer.getFirst() : dot(outer, derivatives), () -> direct ? Presenter.tree(outer.getFirst()) : shownDot(outer, varying));
    }
}
