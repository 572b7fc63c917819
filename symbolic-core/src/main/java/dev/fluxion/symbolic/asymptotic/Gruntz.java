package dev.fluxion.symbolic.asymptotic;

import dev.fluxion.grammar.FluxionException;
import dev.fluxion.symbolic.Apply;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Power;
import dev.fluxion.symbolic.Product;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.Topology;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Limits of exp-log functions as a symbol goes to infinity.
 *
 * <p>Source: D. Gruntz, On Computing Limits in a Symbolic Manipulation System (ETH Zürich, 1996): the most rapidly varying subexpressions,
 * rewritten in one of them.
 */
final class Gruntz {
    private static final int MOST_TERMS = 48;
    private static final int DEEPEST = 120; // of limits inside limits
    private static final Symbol OMEGA = Symbol.of("~omega");

    private final Symbol x;
    private final Oracle oracle;
    private final Map<Expression, Extended> limits = new HashMap<>();
    private final Map<Expression, Lead> leads = new HashMap<>();
    private int depth;

    Gruntz(Symbol x, Oracle oracle) {
        this.x = x;
        this.oracle = oracle;
    }

    /**
     * A real number or an infinity.
     *
     * @param sign 1 or −1 for infinities, 0 for a number
     * @param value the number
     */
    record Extended(int sign, Expression value) {
        static Extended infinite(int sign) {
            return new Extended(sign, sign > 0 ? Symbol.INFINITY : Oracle.negate(Symbol.INFINITY));
        }

        boolean isInfinite() {
            return sign != 0;
        }
    }

    /**
     * {@code coefficient·ω^exponent} for an ω that goes to 0 faster than any power of what the coefficient holds.
     *
     * @param logarithm of ω
     * @param moved whether both are in terms of the logarithm of x instead of x
     */
    private record Lead(Expression coefficient, Expression exponent, Expression logarithm, boolean moved) {}

    /** The leading term of a function: {@code coefficient·small^exponent}, where {@code small} goes to 0. */
    record Leading(Expression coefficient, Expression small, int sign, Expression exponent) {
        Expression term() {
            return Product.of(coefficient, Power.of(small, exponent));
        }
    }

    /** The leading terms that a limit was read off: each but the last has a coefficient that itself varies. */
    List<Leading> chain(Expression function) {
        List<Leading> found = new ArrayList<>();
        Expression current = function;
        int moves = 0;
        while (leads.get(current) != null && found.size() < DEEPEST) {
            Lead lead = leads.get(current);
            moves += lead.moved ? 1 : 0;
            int sign = oracle.sign(lead.exponent);
            found.add(new Leading(back(lead.coefficient, moves), back(Logs.exp(lead.logarithm), moves), sign, lead.exponent));
            current = sign == 0 ? lead.coefficient : x;
        }
        return found;
    }

    private Expression back(Expression expression, int moves) {
        Expression result = expression;
        for (int i = 0; i < moves; i++) {
            result = Logs.replace(result, Map.of(x, Logs.log(x)));
        }
        return result;
    }

    /** The symbol that goes to infinity. */
    Symbol variable() {
        return x;
    }

    boolean depends(Expression e) {
        return Topology.of(e).nodes().contains(x);
    }

    Extended limit(Expression e) {
        if (!depends(e)) {
            return e.equals(Symbol.INFINITY) ? Extended.infinite(1) : new Extended(0, e);
        }
        if (e.equals(x)) {
            return Extended.infinite(1);
        }
        Extended known = limits.get(e);
        if (known == null) {
            known = deeper(() -> compute(e));
            limits.put(e, known);
        }
        return known;
    }

    private <T> T deeper(java.util.function.Supplier<T> work) {
        if (++depth > DEEPEST) {
            throw FluxionException.unsupported("a limit of such deeply nested growth");
        }
        try {
            return work.get();
        } finally {
            depth--;
        }
    }

    private Extended compute(Expression e) {
        Lead lead = lead(e);
        int side = oracle.sign(lead.exponent);
        if (side > 0) {
            return new Extended(0, Constant.ZERO);
        }
        return side < 0 ? Extended.infinite(sign(lead.coefficient)) : limit(lead.coefficient);
    }

    /** The sign that an expression has from some point on; 0 if it is zero. */
    int sign(Expression e) {
        if (!depends(e)) {
            return oracle.sign(e);
        }
        if (e.equals(x) || Logs.isExp(e)) {
            return 1;
        }
        if (e instanceof Product p) {
            int sign = p.coefficient().signum();
            for (Expression factor : p.factors()) {
                sign *= sign(factor);
            }
            return sign;
        }
        if (oracle.isZero(e)) {
            return 0;
        }
        return deeper(() -> sign(lead(e).coefficient));
    }

    private int signInDomain(Expression coefficient) {
        return depends(coefficient) ? sign(coefficient) : oracle.signInDomain(coefficient);
    }

    private Lead lead(Expression e) {
        Lead known = leads.get(e);
        if (known == null) {
            known = leading(e);
            leads.put(e, known);
        }
        return known;
    }

    private Lead leading(Expression e) {
        oracle.budget().tick(10);
        List<Expression> fastest = fastest(e);
        Expression subject = e;
        boolean moved = fastest.contains(x);
        if (moved) { // one level up: x becomes exp(x), which has the same limits
            Map<Expression, Expression> up = Map.of(x, Logs.exp(x));
            subject = Logs.replace(e, up);
            fastest = fastest.stream().map(f -> exponential(Logs.replace(f, up))).distinct().toList();
        }
        Expression slowest = fastest.stream().min(Comparator.comparingInt(Expression::depth)).orElseThrow();
        Expression growth = ((Apply) slowest).operand();
        int direction = sign(growth);
        Expression logarithm = direction > 0 ? Oracle.negate(growth) : growth;
        return seriesLead(rewritten(subject, fastest, growth, direction), logarithm, moved);
    }

    // A factor may have come out of it: exp(log(10*x)) has become 10*exp(x).
    private Expression exponential(Expression moved) {
        return moved instanceof Product product ? product.factors().stream().filter(factor -> depends(factor) && Logs.isExp(factor)).findFirst().orElse(moved) : moved;
    }

    // Every most rapidly varying exp(s) becomes exp(s - c*growth)·ω^(∓c); inner ones after those that hold them.
    private Expression rewritten(Expression e, List<Expression> fastest, Expression growth, int direction) {
        List<Expression> outerFirst = new ArrayList<>(fastest);
        outerFirst.sort(Comparator.comparingInt(Expression::depth).reversed());
        Expression result = e;
        for (Expression f : outerFirst) {
            Expression exponent = ((Apply) f).operand();
            Extended ratio = limit(oracle.normal(Oracle.over(exponent, growth)));
            Expression rest = difference(exponent, Product.of(ratio.value(), growth));
            Expression power = Power.of(OMEGA, Product.of(Constant.of(-direction), ratio.value()));
            result = Logs.replace(result, Map.of(f, Product.of(Logs.exp(rest), power)));
        }
        return result;
    }

    // Not brought into another form: exponentials in it must be found as they are.
    private Expression difference(Expression a, Expression b) {
        Expression difference = Oracle.minus(a, b);
        return oracle.normal(difference).equals(Constant.ZERO) ? Constant.ZERO : difference;
    }

    private Lead seriesLead(Expression e, Expression logarithm, boolean moved) {
        for (int terms = 3; terms <= MOST_TERMS; terms *= 2) {
            try {
                Expander expander = new Expander(OMEGA, logarithm, x, oracle, this::signInDomain, terms);
                Series series = expander.led(expander.of(e));
                if (!series.isEmpty()) {
                    return new Lead(series.terms().getFirst().coefficient(), series.terms().getFirst().exponent(), logarithm, moved);
                }
                if (series.isExact()) {
                    return new Lead(Constant.ZERO, Constant.ZERO, logarithm, moved);
                }
            } catch (Expander.TooFewTerms more) {
                oracle.budget().tick(100);
            }
            if (terms == 3 && oracle.isZero(e)) {
                return new Lead(Constant.ZERO, Constant.ZERO, logarithm, moved);
            }
        }
        throw FluxionException.unsupported("a limit in which more than " + MOST_TERMS + " terms cancel");
    }

    /** The most rapidly varying parts of an expression that depends on x: exponentials, and x itself. */
    private List<Expression> fastest(Expression e) {
        if (!depends(e)) {
            return List.of();
        }
        if (e.equals(x)) {
            return List.of(x);
        }
        List<Expression> result = List.of();
        for (Expression operand : e.operands()) {
            result = faster(result, fastest(operand));
        }
        if (Logs.isExp(e) && limit(((Apply) e).operand()).isInfinite()) {
            result = faster(result, List.of(e));
        }
        return result;
    }

    private List<Expression> faster(List<Expression> a, List<Expression> b) {
        if (a.isEmpty() || b.isEmpty()) {
            return a.isEmpty() ? b : a;
        }
        if (a.equals(b)) {
            return a;
        }
        int order = a.stream().anyMatch(b::contains) ? 0 : compare(a.getFirst(), b.getFirst());
        if (order != 0) {
            return order > 0 ? a : b;
        }
        List<Expression> both = new ArrayList<>(a);
        b.stream().filter(f -> !a.contains(f)).forEach(both::add);
        return both;
    }

    // By the limit of the quotient of their logarithms: infinite if a is faster.
    private int compare(Expression a, Expression b) {
        Expression ratio = Oracle.over(growth(a), growth(b));
        Extended limit = limit(ratio);
        return limit.isInfinite() ? 1 : oracle.isZero(limit.value()) ? -1 : 0;
    }

    private Expression growth(Expression f) {
        return f.equals(x) ? Logs.log(x) : ((Apply) f).operand();
    }
}
