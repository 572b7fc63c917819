package dev.fluxion.symbolic.integrate;

import dev.fluxion.symbolic.Apply;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Elementwise;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Power;
import dev.fluxion.symbolic.Sum;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.algebra.FormulaTable;
import dev.fluxion.symbolic.algebra.Parts;
import dev.fluxion.symbolic.number.Rational;
import dev.fluxion.symbolic.operator.Asymptotic;
import dev.fluxion.symbolic.operator.Elementary;
import dev.fluxion.symbolic.operator.Operator;
import dev.fluxion.symbolic.polynomial.Polynomials;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Sums of polynomials times exponentials, sines and cosines of linear functions. Products of sines and cosines become sums; a polynomial P
 * times {@code exp(c*x)}, c complex, has the antiderivative {@code Q*exp(c*x)} with {@code Q = P/c - P'/c^2 + P''/c^3 - …}, which is what
 * integration by parts gives when it is repeated.
 *
 * <p>Source: repeated integration by parts; products of sines and cosines, DLMF §4.21.
 */
final class Oscillations {
    /** What stands beside the polynomial and the exponential. */
    private enum Wave { NONE, COSINE, SINE }

    private record Kind(Expression exponent, Expression angle, Wave wave) {}

    private static final int LARGEST_POWER = 40;

    private final Symbol x;
    private final Search search;

    private Oscillations(Symbol x, Search search) {
        this.x = x;
        this.search = search;
    }

    static Optional<Solution> solve(Expression f, Symbol x, Search search) {
        return new Oscillations(x, search).solve(f);
    }

    /** Products of sines and cosines, hyperbolic ones too, as sums, if there is nothing beside them but polynomials and exponentials. */
    static Optional<Expression> asSum(Expression f, Symbol x, Search search) {
        Oscillations oscillations = new Oscillations(x, search);
        Expression written = hyperbolicAsExponentials(f);
        return oscillations.kinds(written).map(kinds -> Sum.of(kinds.entrySet().stream()
                .map(entry -> Elementwise.product(entry.getValue(), exponential(entry.getKey()), wave(entry.getKey().angle, entry.getKey().wave))).toList()))
                .map(sum -> written.equals(f) ? sum : oscillations.exponentialsAsHyperbolic(sum));
    }

    // The terms by what stands beside their polynomials; nothing if one is not of this kind.
    private Optional<Map<Kind, Expression>> kinds(Expression written) {
        Map<Kind, Expression> sum = new LinkedHashMap<>();
        for (Expression term : Parts.terms(Polynomials.expand(written, search.budget()))) {
            Map<Kind, Expression> parts = term(term);
            if (parts.isEmpty()) {
                return Optional.empty();
            }
            parts.forEach((kind, coefficient) -> sum.merge(kind, coefficient, Elementwise::sum));
        }
        return Optional.of(sum);
    }

    private Optional<Solution> solve(Expression f) {
        Expression written = hyperbolicAsExponentials(f);
        Optional<Map<Kind, Expression>> sum = kinds(written);
        if (sum.isEmpty()) {
            return Optional.empty();
        }
        List<Expression> terms = new ArrayList<>();
        for (Map.Entry<Kind, Expression> entry : sum.get().entrySet()) {
            Optional<List<Expression>> polynomial = Parts.polynomial(entry.getValue(), x, search.budget());
            if (polynomial.isEmpty()) {
                return Optional.empty();
            }
            terms.add(antiderivative(entry.getKey(), polynomial.get()));
        }
        Expression value = Sum.of(terms);
        Expression shown = written.equals(f) ? value : exponentialsAsHyperbolic(value);
        boolean products = Parts.factors(f).stream().anyMatch(factor -> Parts.base(factor) instanceof Apply && Parts.wholeExponent(factor) > 1);
        return Optional.of(Solution.known(products ? "product to sum, then repeated integration by parts" : "repeated integration by parts", f, x, shown));
    }

    private static Expression hyperbolicAsExponentials(Expression f) {
        return dev.fluxion.symbolic.Topology.of(f).nodes().stream().anyMatch(Oscillations::isHyperbolic)
                ? dev.fluxion.symbolic.Substitution.replace(f, hyperbolic(f)) : f;
    }

    private static boolean isHyperbolic(Expression node) {
        return node instanceof Apply a && (a.operator() == Elementary.HYPERBOLIC_SINE || a.operator() == Elementary.HYPERBOLIC_COSINE);
    }

    private static Map<Expression, Expression> hyperbolic(Expression f) {
        Map<Expression, Expression> written = new LinkedHashMap<>();
        dev.fluxion.symbolic.Topology.of(f).nodes().stream().filter(Oscillations::isHyperbolic)
                .forEach(node -> written.put(node, FormulaTable.EXPONENTIALS.of((Apply) node).orElseThrow()));
        return written;
    }

    // exp(s) is cosh(s) + sinh(s); opposite exponents meet again in one function
    private Expression exponentialsAsHyperbolic(Expression value) {
        Map<Expression, Expression> written = new LinkedHashMap<>();
        dev.fluxion.symbolic.Topology.of(value).nodes().stream().filter(node -> node instanceof Apply a && a.operator() == Elementary.EXPONENTIAL)
                .forEach(node -> written.put(node, Elementwise.sum(Apply.of(Elementary.HYPERBOLIC_COSINE, ((Apply) node).operand()),
                        Apply.of(Elementary.HYPERBOLIC_SINE, ((Apply) node).operand()))));
        Expression replaced = search.signs().tidy(dev.fluxion.symbolic.Substitution.replace(value, written));
        return Polynomials.expand(replaced, search.budget());
    }

    // No entries if the term is not of this kind.
    private Map<Kind, Expression> term(Expression term) {
        Map<Kind, Expression> product = Map.of(new Kind(Constant.ZERO, Constant.ZERO, Wave.NONE), Constant.ONE);
        for (Expression factor : Parts.factors(term)) {
            product = times(product, factor);
            if (product.isEmpty()) {
                return product;
            }
        }
        return product;
    }

    private Map<Kind, Expression> times(Map<Kind, Expression> product, Expression factor) {
        if (Parts.polynomial(factor, x, search.budget()).isPresent()) {
            return mapped(product, coefficient -> Elementwise.product(coefficient, factor));
        }
        if (factor instanceof Power p && !Parts.depends(p.base(), x) && Parts.linear(p.exponent(), x, search.budget()).isPresent()) {
            return times(product, Apply.of(Elementary.EXPONENTIAL, Elementwise.product(Apply.of(Elementary.LOGARITHM, p.base()), p.exponent())));
        }
        int times = Parts.wholeExponent(factor);
        if (!(Parts.base(factor) instanceof Apply apply) || times < 1 || times > LARGEST_POWER
                || Parts.linear(apply.operand(), x, search.budget()).isEmpty()) {
            return Map.of();
        }
        Map<Kind, Expression> result = product;
        for (int i = 0; i < times && !result.isEmpty(); i++) {
            search.budget().tick(result.size() * 8L);
            result = times(result, apply);
        }
        return result;
    }

    private interface Change {
        Expression of(Expression coefficient);
    }

    private static Map<Kind, Expression> mapped(Map<Kind, Expression> product, Change change) {
        Map<Kind, Expression> result = new LinkedHashMap<>();
        product.forEach((kind, coefficient) -> result.put(kind, change.of(coefficient)));
        return result;
    }

    private Map<Kind, Expression> times(Map<Kind, Expression> product, Apply apply) {
        Map<Kind, Expression> result = new LinkedHashMap<>();
        Expression operand = search.signs().expanded(apply.operand(), x);
        if (apply.operator() == Elementary.EXPONENTIAL) {
            product.forEach((kind, c) -> result.merge(new Kind(Elementwise.sum(kind.exponent, operand), kind.angle, kind.wave), c, Elementwise::sum));
        } else if (apply.operator().asymptotic() == Asymptotic.WAVE) {
            Wave wave = apply.operator().parity() == Operator.Parity.ODD ? Wave.SINE : Wave.COSINE;
            product.forEach((kind, c) -> add(result, kind, c, operand, wave));
        }
        return result;
    }

    // cos a cos b, sin a sin b, sin a cos b and cos a sin b as half sums and differences
    private void add(Map<Kind, Expression> into, Kind kind, Expression coefficient, Expression angle, Wave wave) {
        if (kind.wave == Wave.NONE) {
            put(into, kind.exponent, angle, wave, coefficient);
            return;
        }
        Expression half = Elementwise.product(Constant.of(Rational.HALF), coefficient);
        Expression minus = Elementwise.negate(half);
        Expression sum = Elementwise.sum(kind.angle, angle);
        Expression difference = Elementwise.difference(kind.angle, angle);
        Wave kindOf = kind.wave == wave ? Wave.COSINE : Wave.SINE;
        put(into, kind.exponent, sum, kindOf, kind.wave == Wave.SINE && wave == Wave.SINE ? minus : half);
        put(into, kind.exponent, difference, kindOf, kind.wave == Wave.COSINE && wave == Wave.SINE ? minus : half);
    }

    private static void put(Map<Kind, Expression> into, Expression exponent, Expression angle, Wave wave, Expression coefficient) {
        if (angle.equals(Constant.ZERO)) {
            if (wave == Wave.COSINE) {
                into.merge(new Kind(exponent, angle, Wave.NONE), coefficient, Elementwise::sum);
            }
            return;
        }
        Expression opposite = Elementwise.negate(angle);
        Kind mirrored = new Kind(exponent, opposite, wave);
        if (into.containsKey(mirrored)) {
            into.merge(mirrored, wave == Wave.SINE ? Elementwise.negate(coefficient) : coefficient, Elementwise::sum);
        } else {
            into.merge(new Kind(exponent, angle, wave), coefficient, Elementwise::sum);
        }
    }

    private Expression antiderivative(Kind kind, List<Expression> polynomial) {
        Expression growth = slope(kind.exponent);
        Expression frequency = slope(kind.angle);
        if (growth.equals(Constant.ZERO) && frequency.equals(Constant.ZERO)) {
            Expression constant = Elementwise.product(exponential(kind), wave(kind.angle, kind.wave));
            return Elementwise.product(constant, raised(polynomial));
        }
        Expression norm = Elementwise.sum(Power.of(growth, 2), Power.of(frequency, 2));
        Complex inverse = new Complex(Elementwise.quotient(growth, norm), Elementwise.negate(Elementwise.quotient(frequency, norm)));
        Complex q = new Complex(Constant.ZERO, Constant.ZERO);
        Complex factor = inverse;
        for (List<Expression> p = polynomial; !p.isEmpty(); p = derivative(p)) {
            q = q.plus(factor.times(assembled(p)));
            factor = factor.times(inverse).negated();
        }
        Expression real = collected(q.real);
        Expression imaginary = collected(q.imaginary);
        Expression inside = switch (kind.wave) {
            case NONE -> real;
            case COSINE -> Elementwise.difference(Elementwise.product(real, wave(kind.angle, Wave.COSINE)),
                    Elementwise.product(imaginary, wave(kind.angle, Wave.SINE)));
            case SINE -> Elementwise.sum(Elementwise.product(real, wave(kind.angle, Wave.SINE)),
                    Elementwise.product(imaginary, wave(kind.angle, Wave.COSINE)));
        };
        return Elementwise.product(exponential(kind), inside);
    }

    private Expression collected(Expression polynomial) {
        return search.signs().expanded(polynomial, x);
    }

    private Expression slope(Expression linear) {
        return Parts.linear(linear, x, search.budget()).map(Parts.Linear::slope).orElse(Constant.ZERO);
    }

    private static Expression exponential(Kind kind) {
        return kind.exponent.equals(Constant.ZERO) ? Constant.ONE : Apply.of(Elementary.EXPONENTIAL, kind.exponent);
    }

    private static Expression wave(Expression angle, Wave wave) {
        return switch (wave) {
            case NONE -> Constant.ONE;
            case COSINE -> Apply.of(Elementary.COSINE, angle);
            case SINE -> Apply.of(Elementary.SINE, angle);
        };
    }

    private static List<Expression> derivative(List<Expression> p) {
        List<Expression> slopes = new ArrayList<>();
        for (int power = 1; power < p.size(); power++) {
            slopes.add(Elementwise.product(Constant.of(power), p.get(power)));
        }
        return slopes;
    }

    private Expression assembled(List<Expression> p) {
        List<Expression> terms = new ArrayList<>();
        for (int power = 0; power < p.size(); power++) {
            terms.add(Elementwise.product(p.get(power), Power.of(x, power)));
        }
        return Sum.of(terms);
    }

    private Expression raised(List<Expression> p) {
        List<Expression> terms = new ArrayList<>();
        for (int power = 0; power < p.size(); power++) {
            terms.add(Elementwise.product(Constant.of(Rational.of(1, power + 1L)), p.get(power), Power.of(x, power + 1L)));
        }
        return Sum.of(terms);
    }

    private record Complex(Expression real, Expression imaginary) {
        Complex plus(Complex other) {
            return new Complex(Elementwise.sum(real, other.real), Elementwise.sum(imaginary, other.imaginary));
        }

        Complex negated() {
            return new Complex(Elementwise.negate(real), Elementwise.negate(imaginary));
        }

        Complex times(Expression factor) {
            return new Complex(Elementwise.product(real, factor), Elementwise.product(imaginary, factor));
        }

        Complex times(Complex other) {
            return new Complex(
                    Elementwise.difference(Elementwise.product(real, other.real), Elementwise.product(imaginary, other.imaginary)),
                    Elementwise.sum(Elementwise.product(real, other.imaginary), Elementwise.product(imaginary, other.real)));
        }
    }
}
