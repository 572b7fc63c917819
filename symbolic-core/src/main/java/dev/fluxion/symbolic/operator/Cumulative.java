package dev.fluxion.symbolic.operator;

import static dev.fluxion.symbolic.operator.Operator.elementwise;

import dev.fluxion.symbolic.precise.IncompleteFunctions;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleSupplier;
import org.apache.commons.numbers.gamma.InverseErf;
import org.apache.commons.numbers.gamma.InverseErfc;
import org.apache.commons.numbers.gamma.LogBeta;
import org.apache.commons.numbers.gamma.RegularizedBeta;
import org.apache.commons.numbers.gamma.RegularizedGamma;

/**
 * Rows of the functions that distribution functions and quantiles are made of. Every regularised incomplete function stands beside its
 * complement, so that no tail is computed as 1 minus almost 1. Source: DLMF §8.8 and §8.17; the derivative of an inverse is 1 over the density.
 */
public final class Cumulative {
    private static final String GAMMA_DENSITY = "exp((a - 1)*log(x) - x - lgamma(a))";
    private static final String BETA_DENSITY = "exp((a - 1)*log(x) + (b - 1)*log1p(-x) - lbeta(a, b))";

    static final List<Operator> ROWS = List.of(
            elementwise("lbeta", "a", "b").namingVariableToo().symmetricOperands().derivative("a", "digamma(a) - digamma(a + b)")
                    .derivative("b", "digamma(b) - digamma(a + b)").domain("a > 0 and b > 0").latex("\\ln\\mathrm{B}")
                    .note("the logarithm of the beta function, which itself underflows early")
                    .boundsOfSeveral((o, bits) -> IncompleteFunctions.logBeta(o.get(0), o.get(1), bits)).java(Cumulative.class, "logBeta")
                    .of((double a, double b) -> logBeta(a, b)),
            elementwise("gamma_p", "a", "x").namingVariableToo().derivative("x", GAMMA_DENSITY).domain("a > 0 and x >= 0")
                    .range("0 <= y and y <= 1").latex("P").note("lower incomplete gamma function over the whole")
                    .boundsOfSeveral((o, bits) -> IncompleteFunctions.gammaP(o.get(0), o.get(1), bits)).java(Cumulative.class, "gammaP")
                    .of((double a, double x) -> gammaP(a, x)),
            elementwise("gamma_q", "a", "x").namingVariableToo().derivative("x", "-" + GAMMA_DENSITY).domain("a > 0 and x >= 0")
                    .range("0 <= y and y <= 1").latex("Q").note("upper incomplete gamma function over the whole")
                    .boundsOfSeveral((o, bits) -> IncompleteFunctions.gammaQ(o.get(0), o.get(1), bits)).java(Cumulative.class, "gammaQ")
                    .of((double a, double x) -> gammaQ(a, x)),
            elementwise("beta_p", "a", "b", "x").namingVariableToo().derivative("x", BETA_DENSITY).domain("a > 0 and b > 0 and 0 <= x and x <= 1")
                    .range("0 <= y and y <= 1").latex("I_{#3}\\left(#1,#2\\right)").note("incomplete beta function over the whole")
                    .boundsOfSeveral((o, bits) -> IncompleteFunctions.betaP(o.get(0), o.get(1), o.get(2), bits)).java(Cumulative.class, "betaP")
                    .of((Operator.Numeric) at -> betaP(at[0], at[1], at[2])),
            elementwise("beta_q", "a", "b", "x").namingVariableToo().derivative("x", "-" + BETA_DENSITY)
                    .domain("a > 0 and b > 0 and 0 <= x and x <= 1").range("0 <= y and y <= 1").latex("\\bar{I}_{#3}\\left(#1,#2\\right)")
                    .note("1 minus the regularised incomplete beta function, without cancellation")
                    .boundsOfSeveral((o, bits) -> IncompleteFunctions.betaQ(o.get(0), o.get(1), o.get(2), bits)).java(Cumulative.class, "betaQ")
                    .of((Operator.Numeric) at -> betaQ(at[0], at[1], at[2])),
            elementwise("erfinv", "x").namingVariableToo().derivative("pi^(1/2)/2*exp(y^2)").odd().at("0", "0").domain("-1 < x and x < 1")
                    .latex("\\operatorname{erf}^{-1}").java(InverseErf.class, "value").of((double x) -> InverseErf.value(x)),
            elementwise("erfcinv", "x").namingVariableToo().derivative("-pi^(1/2)/2*exp(y^2)").at("1", "0").domain("0 < x and x < 2")
                    .latex("\\operatorname{erfc}^{-1}").java(InverseErfc.class, "value").of((double x) -> InverseErfc.value(x)),
            elementwise("gamma_p_inverse", "a", "u").namingVariableToo().derivative("u", "exp(y + lgamma(a) - (a - 1)*log(y))")
                    .domain("a > 0 and 0 <= u and u <= 1").range("y >= 0").latex("P^{-1}")
                    .java(Quantiles.class, "gamma").of((double a, double u) -> Quantiles.gamma(a, u)),
            elementwise("beta_p_inverse", "a", "b", "u").namingVariableToo()
                    .derivative("u", "exp(lbeta(a, b) - (a - 1)*log(y) - (b - 1)*log1p(-y))").domain("a > 0 and b > 0 and 0 <= u and u <= 1")
                    .range("0 <= y and y <= 1").latex("I^{-1}_{#3}\\left(#1,#2\\right)")
                    .java(Quantiles.class, "beta").of((Operator.Numeric) at -> Quantiles.beta(at[0], at[1], at[2])),
            elementwise("student_t_quantile", "v", "u").namingVariableToo()
                    .derivative("u", "exp((v + 1)/2*log1p(y^2/v) + log(v)/2 + lbeta(v/2, 1/2))").domain("v > 0 and 0 <= u and u <= 1")
                    .latex("t_{#1}^{-1}\\left(#2\\right)").java(Quantiles.class, "studentT").of((double v, double u) -> Quantiles.studentT(v, u)),
            elementwise("poisson_quantile", "a", "u").namingVariableToo().derivative("u", "0").domain("a >= 0 and 0 <= u and u <= 1")
                    .range("y >= 0").kink(new Kink.Jumps("derivative 0 at the jumps")).java(Quantiles.class, "poisson")
                    .of((double a, double u) -> Quantiles.poisson(a, u)),
            elementwise("binomial_quantile", "m", "a", "u").namingVariableToo().derivative("u", "0")
                    .domain("m >= 0 and 0 <= a and a <= 1 and 0 <= u and u <= 1").range("y >= 0")
                    .kink(new Kink.Jumps("derivative 0 at the jumps")).java(Quantiles.class, "binomial")
                    .of((Operator.Numeric) at -> Quantiles.binomial(at[0], at[1], at[2])));

    private Cumulative() {}

    /** The logarithm of Euler's beta function for positive operands. */
    public static double logBeta(double a, double b) {
        return a > 0 && b > 0 ? LogBeta.value(a, b) : Double.NaN;
    }

    /** The regularised lower incomplete gamma function; NaN outside {@code a > 0, x >= 0}. */
    public static double gammaP(double a, double x) {
        return incompleteGamma(a, x, 0, 1, RegularizedGamma.P::value);
    }

    /** Its complement. */
    public static double gammaQ(double a, double x) {
        return incompleteGamma(a, x, 1, 0, RegularizedGamma.Q::value);
    }

    private static double incompleteGamma(double a, double x, double atZero, double atInfinity, DoubleBinaryOperator function) {
        if (!(a > 0 && a < Double.POSITIVE_INFINITY && x >= 0)) {
            return Double.NaN;
        }
        return x == 0 ? atZero : x == Double.POSITIVE_INFINITY ? atInfinity : orNaN(() -> function.applyAsDouble(a, x));
    }

    /** The regularised incomplete beta function; NaN outside {@code a > 0, b > 0, 0 <= x <= 1}. */
    public static double betaP(double a, double b, double x) {
        return inBetaDomain(a, b, x) ? orNaN(() -> RegularizedBeta.value(x, a, b)) : Double.NaN;
    }

    /** Its complement. */
    public static double betaQ(double a, double b, double x) {
        return inBetaDomain(a, b, x) ? orNaN(() -> RegularizedBeta.complement(x, a, b)) : Double.NaN;
    }

    private static boolean inBetaDomain(double a, double b, double x) {
        return a > 0 && b > 0 && a < Double.POSITIVE_INFINITY && b < Double.POSITIVE_INFINITY && 0 <= x && x <= 1;
    }

    // The library throws where its continued fraction overflows, for operands such as 1e-300.
    private static double orNaN(DoubleSupplier value) {
        try {
            return value.getAsDouble();
        } catch (ArithmeticException e) {
            return Double.NaN;
        }
    }
}
