package dev.fluxion.symbolic.polynomial;

import dev.fluxion.symbolic.Budget;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/**
 * Cyclotomic factors: those whose roots are the roots of unity of one order. The value at such a root, in doubles, rules most orders out; division
 * decides.
 *
 * <p>Source: by definition; cyclotomic polynomials by Φ_np(x) = Φ_n(x^p)/Φ_n(x), or Φ_n(x^p) where the prime p divides n, V. V. Prasolov, Polynomials
 * (2004), §3.3.
 */
final class Cyclotomic {
    private static final int ORDERS_PER_DEGREE = 6; // n/φ(n) < 6 for n below 223,092,870, the product of the primes to 23
    private static final double CERTAINLY_NOT_ZERO = 1e-7; // beside the sum of all coefficients: far beyond what rounding does to it

    private Cyclotomic() {}

    /** Adds the cyclotomic factors of a square-free polynomial to a list, and gives what is left. */
    static Whole split(Whole p, List<Whole> into, Budget budget) {
        int[] totients = totients(p.degree() * ORDERS_PER_DEGREE);
        double[] scaled = scaled(p);
        Whole rest = p;
        for (int order = 1; order < totients.length; order++) {
            if (totients[order] <= rest.degree() && mayVanish(scaled, order, budget)) {
                Whole factor = of(order, budget);
                Optional<Whole> quotient = rest.dividedBy(factor, budget);
                if (quotient.isPresent()) {
                    into.add(factor);
                    rest = quotient.get();
                }
            }
        }
        return rest;
    }

    private static int[] totients(int most) {
        int[] totients = new int[most + 1];
        for (int n = 0; n <= most; n++) {
            totients[n] = n;
        }
        for (int prime = 2; prime <= most; prime++) {
            boolean isPrime = totients[prime] == prime; // no smaller prime has lowered it
            for (int n = prime; isPrime && n <= most; n += prime) {
                totients[n] -= totients[n] / prime;
            }
        }
        return totients;
    }

    private static double[] scaled(Whole p) {
        int bits = 0;
        for (int power = 0; power <= p.degree(); power++) {
            bits = Math.max(bits, p.at(power).bitLength());
        }
        double[] scaled = new double[p.degree() + 1];
        for (int power = 0; power <= p.degree(); power++) {
            scaled[power] = p.at(power).shiftRight(Math.max(0, bits - 1000)).doubleValue() * (bits > 1000 ? 1 : Math.scalb(1.0, -bits));
        }
        return scaled;
    }

    private static boolean mayVanish(double[] coefficients, int order, Budget budget) {
        double real = 0;
        double imaginary = 0;
        double size = 0;
        int terms = 0;
        for (int power = 0; power < coefficients.length; power++) {
            if (coefficients[power] != 0) {
                double angle = 2 * Math.PI * (power % order) / order;
                real += coefficients[power] * Math.cos(angle);
                imaginary += coefficients[power] * Math.sin(angle);
                size += Math.abs(coefficients[power]);
                terms++;
            }
        }
        budget.tick(terms);
        return Math.abs(real) + Math.abs(imaginary) <= CERTAINLY_NOT_ZERO * size;
    }

    private static Whole of(int order, Budget budget) {
        Whole result = new Whole(BigInteger.ONE.negate(), BigInteger.ONE);
        int rest = order;
        for (int prime = 2; rest > 1; prime++) {
            for (boolean first = true; rest % prime == 0; rest /= prime, first = false) {
                Whole raised = result.inflated(prime);
                result = first ? raised.dividedBy(result, budget).orElseThrow() : raised;
            }
        }
        return result;
    }
}
