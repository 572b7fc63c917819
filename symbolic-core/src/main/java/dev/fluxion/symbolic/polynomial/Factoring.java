package dev.fluxion.symbolic.polynomial;

import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.number.Rational;
import dev.fluxion.symbolic.polynomial.Factorisation.Factor;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Factorisation over the rationals. Square-free parts by Yun's algorithm; in one variable, factors modulo a prime beyond every coefficient of
 * a factor are combined; several variables are folded into one (Kronecker), homogeneous polynomials after one variable was set to 1.
 *
 * <p>Source: D. Y. Y. Yun, On Square-Free Decomposition Algorithms (SYMSAC 1976); factors modulo a prime beyond Mignotte's bound, J. von zur
 * Gathen, J. Gerhard, Modern Computer Algebra (3rd ed., 2013), §15.2; Kronecker's substitution.
 */
final class Factoring {
    private static final int LARGEST_DEGREE = 150;
    private static final int MOST_COMBINATIONS = 1 << 11;

    private final Budget budget;
    private final CommonDivisor divisors;

    Factoring(Budget budget) {
        this.budget = budget;
        this.divisors = new CommonDivisor(budget);
    }

    /** Irreducible factors; a part too large for the method stays whole. */
    Factorisation factor(Polynomial p) {
        Factorisation parts = squareFree(p);
        List<Factor> factors = new ArrayList<>();
        for (Factor part : parts.factors()) {
            for (Polynomial irreducible : factorSquareFree(part.base())) {
                factors.add(new Factor(irreducible, part.exponent()));
            }
        }
        return new Factorisation(parts.content(), factors);
    }

    /** Factors without repeated factors of their own, powers of variables apart. */
    Factorisation squareFree(Polynomial p) {
        if (p.isConstant()) {
            return new Factorisation(p.leadingCoefficient(), List.of());
        }
        Polynomial primitive = p.primitive();
        List<Factor> factors = new ArrayList<>();
        Polynomial rest = primitive;
        for (int v = 0; v < p.variables(); v++) {
            int low = rest.lowDegree(v);
            if (low > 0) {
                factors.add(new Factor(Polynomial.variable(p.variables(), v, 1), low));
                rest = rest.shifted(v, -low);
            }
        }
        squareFree(rest, factors);
        return new Factorisation(p.leadingCoefficient().dividedBy(primitive.leadingCoefficient()), factors);
    }

    private void squareFree(Polynomial p, List<Factor> into) {
        int variable = p.mainVariable();
        if (variable < 0) {
            return;
        }
        Polynomial content = divisors.content(p, variable);
        squareFree(content, into);
        Polynomial f = p.dividedExactly(content, budget);
        Polynomial slope = f.derivative(variable);
        Polynomial common = divisors.of(f, slope);
        Polynomial simple = f.dividedExactly(common, budget);
        Polynomial rest = slope.dividedExactly(common, budget).minus(simple.derivative(variable));
        for (int exponent = 1; simple.degree(variable) > 0; exponent++) {
            Polynomial part = divisors.of(simple, rest);
            simple = simple.dividedExactly(part, budget);
            rest = rest.dividedExactly(part, budget).minus(simple.derivative(variable));
            if (part.degree(variable) > 0) {
                into.add(new Factor(part, exponent));
            }
        }
    }

    private List<Polynomial> factorSquareFree(Polynomial p) {
        int variable = p.mainVariable();
        if (p.totalDegree() == 1 || p.size() == 1) {
            return List.of(p);
        }
        int last = lastVariable(p);
        if (last == variable) {
            return factorUnivariate(p, variable);
        }
        for (int v = 0; v <= last; v++) {
            Polynomial content = p.degree(v) > 0 ? divisors.content(p, v) : Polynomial.one(p.variables());
            if (!content.isConstant()) {
                return joined(factorSquareFree(content), factorSquareFree(p.dividedExactly(content, budget).primitive()));
            }
            if (p.degree(v) == 1) {
                return List.of(p); // a*v + b without a common factor of a and b
            }
        }
        if (isHomogeneous(p)) {
            return factorSquareFree(p.with(last, Rational.ONE)).stream().map(f -> homogenised(f, last)).toList();
        }
        return factorFolded(p);
    }

    private static List<Polynomial> joined(List<Polynomial> some, List<Polynomial> others) {
        List<Polynomial> all = new ArrayList<>(some);
        all.addAll(others);
        return all;
    }

    private static int lastVariable(Polynomial p) {
        int v = p.variables() - 1;
        while (p.degree(v) == 0) {
            v--;
        }
        return v;
    }

    private static boolean isHomogeneous(Polynomial p) {
        for (int term = 1; term < p.size(); term++) {
            if (p.totalDegree(term) != p.totalDegree(0)) {
                return false;
            }
        }
        return true;
    }

    private static Polynomial homogenised(Polynomial p, int variable) {
        int total = p.totalDegree();
        Polynomial result = Polynomial.zero(p.variables());
        for (int term = 0; term < p.size(); term++) {
            result = result.plus(p.monomial(term).shifted(variable, total - p.totalDegree(term)).times(p.coefficient(term)));
        }
        return result.primitive();
    }

    // Kronecker: x_i becomes t^(weight i); a factor of p folds to a product of factors of the folded polynomial.
    private List<Polynomial> factorFolded(Polynomial p) {
        long[] weights = new long[p.variables()];
        long weight = 1;
        for (int v = p.variables() - 1; v >= 0; v--) {
            weights[v] = weight;
            weight *= p.degree(v) + 1;
            if (weight > LARGEST_DEGREE) {
                return List.of(p);
            }
        }
        Polynomial folded = Polynomial.zero(1);
        for (int term = 0; term < p.size(); term++) {
            long exponent = 0;
            for (int v = 0; v < p.variables(); v++) {
                exponent += weights[v] * p.exponent(term, v);
            }
            folded = folded.plus(Polynomial.variable(1, 0, (int) exponent).times(p.coefficient(term)));
        }
        List<Polynomial> pieces = new ArrayList<>();
        for (Factor factor : factor(folded).factors()) {
            for (int i = 0; i < factor.exponent(); i++) {
                pieces.add(factor.base());
            }
        }
        return combine(p, pieces, product -> unfolded(product, weights));
    }

    private static Polynomial unfolded(Polynomial folded, long[] weights) {
        Polynomial result = Polynomial.zero(weights.length);
        for (int term = 0; term < folded.size(); term++) {
            long exponent = folded.exponent(term, 0);
            Polynomial monomial = Polynomial.constant(weights.length, folded.coefficient(term));
            for (int v = 0; v < weights.length; v++) {
                monomial = monomial.shifted(v, (int) (exponent / weights[v]));
                exponent %= weights[v];
            }
            result = result.plus(monomial);
        }
        return result.isZero() ? result : result.primitive();
    }

    private List<Polynomial> factorUnivariate(Polynomial p, int variable) {
        int degree = p.degree(variable);
        if (degree > LARGEST_DEGREE) {
            return List.of(p);
        }
        BigInteger[] whole = new BigInteger[degree + 1];
        Arrays.fill(whole, BigInteger.ZERO);
        for (int term = 0; term < p.size(); term++) {
            whole[p.exponent(term, variable)] = p.coefficient(term).numerator();
        }
        if (degree > 1 && DegreePatterns.showIrreducible(whole, budget)) {
            return List.of(p);
        }
        BigInteger leading = whole[degree];
        BigInteger prime = prime(whole);
        BigInteger inverse = leading.modInverse(prime);
        BigInteger[] monic = Arrays.stream(whole).map(c -> c.multiply(inverse).mod(prime)).toArray(BigInteger[]::new);
        ModularFactors modular = new ModularFactors(prime, budget);
        List<BigInteger[]> found = modular.factor(monic);
        found.sort((a, b) -> a.length != b.length ? Integer.compare(a.length, b.length) : Arrays.compare(a, b));
        return combineModular(p, variable, prime, modular, found);
    }

    // Beyond twice the leading coefficient times Mignotte's bound; the next prime that keeps the polynomial square-free is all but certain.
    private static BigInteger prime(BigInteger[] whole) {
        BigInteger squares = Arrays.stream(whole).map(c -> c.multiply(c)).reduce(BigInteger.ZERO, BigInteger::add);
        BigInteger bound = squares.sqrt().add(BigInteger.ONE).shiftLeft(whole.length + 2).multiply(whole[whole.length - 1].abs());
        return bound.max(BigInteger.valueOf(1_000_003)).nextProbablePrime();
    }

    private List<Polynomial> combineModular(Polynomial p, int variable, BigInteger prime, ModularFactors modular, List<BigInteger[]> found) {
        List<Polynomial> result = new ArrayList<>();
        List<BigInteger[]> pieces = new ArrayList<>(found);
        Polynomial rest = p;
        int tried = 0;
        for (int count = 1; count * 2 <= pieces.size();) {
            boolean success = false;
            for (int[] chosen = first(count); chosen != null && tried < MOST_COMBINATIONS; chosen = following(chosen, pieces.size())) {
                tried++;
                BigInteger[] product = {rest.leadingCoefficient().numerator().mod(prime)};
                for (int index : chosen) {
                    product = modular.times(product, pieces.get(index));
                }
                Polynomial candidate = symmetric(product, prime, p.variables(), variable).primitive();
                Optional<Polynomial> quotient = Division.exact(rest, candidate, budget);
                if (quotient.isPresent()) {
                    result.add(candidate);
                    rest = quotient.get().primitive();
                    remove(pieces, chosen);
                    success = true;
                    break;
                }
            }
            count += success ? 0 : 1;
        }
        result.add(rest);
        return result;
    }

    private static Polynomial symmetric(BigInteger[] residues, BigInteger prime, int variables, int variable) {
        Polynomial result = Polynomial.zero(variables);
        for (int power = 0; power < residues.length; power++) {
            BigInteger c = residues[power].shiftLeft(1).compareTo(prime) > 0 ? residues[power].subtract(prime) : residues[power];
            result = result.plus(Polynomial.variable(variables, variable, power).times(Rational.of(c, BigInteger.ONE)));
        }
        return result;
    }

    // The fewest pieces that give a factor give an irreducible one; what is left folds into less.
    private List<Polynomial> combine(Polynomial p, List<Polynomial> pieces, UnaryOperator<Polynomial> unfold) {
        int tried = 0;
        for (int count = 1; count < pieces.size(); count++) {
            for (int[] chosen = first(count); chosen != null && tried < MOST_COMBINATIONS; chosen = following(chosen, pieces.size())) {
                tried++;
                Polynomial product = Polynomial.one(1);
                for (int index : chosen) {
                    product = product.times(pieces.get(index), budget);
                }
                Polynomial candidate = unfold.apply(product);
                Optional<Polynomial> quotient = candidate.isConstant() ? Optional.empty() : Division.exact(p, candidate, budget);
                if (quotient.isPresent() && !quotient.get().isConstant()) {
                    return joined(List.of(candidate), factorSquareFree(quotient.get().primitive()));
                }
            }
        }
        return List.of(p);
    }

    private static void remove(List<?> pieces, int[] chosen) {
        for (int i = chosen.length - 1; i >= 0; i--) {
            pieces.remove(chosen[i]);
        }
    }

    private static int[] first(int count) {
        int[] chosen = new int[count];
        Arrays.setAll(chosen, i -> i);
        return chosen;
    }

    private static int[] following(int[] chosen, int of) {
        int[] next = chosen.clone();
        for (int i = next.length - 1; i >= 0; i--) {
            if (next[i] < of - next.length + i) {
                next[i]++;
                for (int j = i + 1; j < next.length; j++) {
                    next[j] = next[j - 1] + 1;
                }
                return next;
            }
        }
        return null;
    }
}
