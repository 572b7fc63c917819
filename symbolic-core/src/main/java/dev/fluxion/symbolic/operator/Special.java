package dev.fluxion.symbolic.operator;

import static dev.fluxion.symbolic.operator.Operator.elementwise;

import dev.fluxion.symbolic.precise.IncompleteFunctions;
import dev.fluxion.symbolic.precise.SpecialFunctions;
import java.util.List;
import org.apache.commons.numbers.gamma.Digamma;
import org.apache.commons.numbers.gamma.Erf;
import org.apache.commons.numbers.gamma.Erfc;
import org.apache.commons.numbers.gamma.Gamma;
import org.apache.commons.numbers.gamma.LogBeta;
import org.apache.commons.numbers.gamma.LogGamma;

/** Rows of the special functions. Source: DLMF chapters 5 and 7. */
public final class Special {
    /** The error function. */
    public static final Operator ERROR_FUNCTION = elementwise("erf", "x").derivative("2*exp(-x^2)/pi^(1/2)").odd().at("0", "0").range("-1 < y and y < 1")
            .asymptotic(Asymptotic.ERROR).bounds(SpecialFunctions::erf).java(Erf.class, "value").of((double x) -> Erf.value(x));

    private static final String BESIDE_POLES = "x > 0 or mod(x, 1) != 0";

    /** The complementary error function. */
    public static final Operator COMPLEMENTARY_ERROR_FUNCTION = elementwise("erfc", "x").derivative("-2*exp(-x^2)/pi^(1/2)").at("0", "1").range("0 < y and y < 2")
            .bounds(SpecialFunctions::erfc).java(Erfc.class, "value").of((double x) -> Erfc.value(x));

    /** The gamma function. */
    public static final Operator GAMMA = elementwise("gamma", "x").namingVariableToo().derivative("y*digamma(x)").at("1", "1").at("2", "1")
            .at("3", "2").at("4", "6").at("5", "24").at("6", "120")
            .at("1/2", "pi^(1/2)").at("3/2", "pi^(1/2)/2").latex("\\Gamma").domain(BESIDE_POLES).range("y != 0")
            .asymptotic(Asymptotic.GAMMA).bounds(SpecialFunctions::gamma).java(Gamma.class, "value").of((double x) -> Gamma.value(x));

    /** The logarithm of the size of the gamma function. */
    public static final Operator LOG_GAMMA = elementwise("lgamma", "x").derivative("digamma(x)").at("1", "0").at("2", "0").at("1/2", "log(pi)/2")
            .latex("\\ln\\Gamma").domain(BESIDE_POLES).note("the logarithm of the size of gamma(x)").asymptotic(Asymptotic.LOG_GAMMA)
            .bounds(SpecialFunctions::lgamma).java(LogGamma.class, "value").of((double x) -> LogGamma.value(x));

    /** The derivative of {@link #LOG_GAMMA}. */
    public static final Operator DIGAMMA = elementwise("digamma", "x").derivative("polygamma(1, x)").latex("\\psi").domain(BESIDE_POLES)
            .asymptotic(Asymptotic.DIGAMMA).bounds(SpecialFunctions::digamma).java(Special.class, "digamma").of((double x) -> digamma(x));

    /** A multiple of a logarithm, which is 0 where both are. */
    public static final Operator WEIGHTED_LOGARITHM = elementwise("xlogy", "a", "b").derivative("a", "log(b)").derivative("b", "{a == 0 and b == 0: 0, else: a/b}")
            .domain("b > 0 or a == 0 and b == 0").note("a*log(b), and 0 where a and b are").java(Special.class, "xlogy").of((double a, double b) -> xlogy(a, b));

    /** A multiple of an exponential, which is 0 where the factor is, however large the exponential. */
    public static final Operator WEIGHTED_EXPONENTIAL = elementwise("xexpy", "a", "b").derivative("a", "exp(b)").derivative("b", "y")
            .note("a*exp(b), and 0 where a is").java(Special.class, "xexpy").of((double a, double b) -> xexpy(a, b));

    /** The logarithm of a sum of two exponentials. */
    public static final Operator LOGARITHM_OF_EXPONENTIALS = elementwise("logaddexp", "a", "b").symmetricOperands().derivative("a", "sigmoid(a - b)")
            .derivative("b", "sigmoid(b - a)").note("log(exp(a) + exp(b))").java(Special.class, "logaddexp").of((double a, double b) -> logaddexp(a, b));

    static final List<Operator> ROWS = List.of(
            WEIGHTED_LOGARITHM,
            WEIGHTED_EXPONENTIAL,
            LOGARITHM_OF_EXPONENTIALS,
            ERROR_FUNCTION,
            COMPLEMENTARY_ERROR_FUNCTION,
            GAMMA,
            LOG_GAMMA,
            DIGAMMA,
            elementwise("polygamma", "n", "x").derivative("x", "polygamma(n + 1, x)").latex("\\psi^{(#1)}\\left(#2\\right)").domain(BESIDE_POLES)
                    .note("the n-th derivative of digamma, n a whole number from 0").asymptotic(Asymptotic.POLYGAMMA)
                    .boundsOfSeveral((o, bits) -> IncompleteFunctions.polygamma(o.get(0), o.get(1), bits)).java(Special.class, "polygamma")
                    .of((double n, double x) -> polygamma(n, x)),
            elementwise("beta", "a", "b").namingVariableToo().symmetricOperands().derivative("a", "y*(digamma(a) - digamma(a + b))")
                    .derivative("b", "y*(digamma(b) - digamma(a + b))").domain("a > 0 and b > 0").range("y > 0").latex("\\mathrm{B}")
                    .java(Special.class, "beta").of((double a, double b) -> beta(a, b)));

    private static final double LOGARITHM_OF_TWO = 0.693147180559945309;
    private static final double ASYMPTOTIC_FROM = 25;
    private static final int FARTHEST_BELOW = 1_000_000;
    private static final int BERNOULLI_NUMBERS = 10;

    private Special() {}

    /** Euler's beta function for positive operands. */
    public static double beta(double a, double b) {
        return a > 0 && b > 0 ? Math.exp(LogBeta.value(a, b)) : Double.NaN;
    }

    /** {@code a*exp(b)}, and 0 where a is 0. */
    public static double xexpy(double a, double b) {
        return a == 0 && !Double.isNaN(b) ? 0 : a * Math.exp(b);
    }

    /** {@code a*log(b)}, and 0 where both are 0. */
    public static double xlogy(double a, double b) {
        return a == 0 && b == 0 ? 0 : a * Math.log(b);
    }

    /** {@code log(e^a + e^b)} without overflow. */
    public static double logaddexp(double a, double b) {
        return a == b ? a + LOGARITHM_OF_TWO : Math.max(a, b) + Math.log1p(Math.exp(-Math.abs(a - b))); // of infinities too
    }

    /** The derivative of the logarithm of the gamma function; by reflection on the left (DLMF 5.5.4), NaN at poles. */
    public static double digamma(double x) {
        if (x <= 0 && x == Math.rint(x)) {
            return Double.NaN;
        }
        if (x < 0) {
            return digamma(1 - x) - Math.PI / Math.tan(Math.PI * (x - Math.rint(x))); // what is left of x is exact
        }
        return x < 1 ? Digamma.value(x + 1) - 1 / x : Digamma.value(x);
    }

    /**
     * The derivative of order {@code order} of digamma: recurrence up to 25, then the asymptotic series (DLMF 5.11, 5.15). NaN at poles, for
     * orders that are no whole number from 0 to 150, and below −10⁶.
     */
    public static double polygamma(double order, double x) {
        int n = (int) order;
        if (n != order || n < 0 || n > 150 || Double.isNaN(x) || x < -FARTHEST_BELOW || x <= 0 && x == Math.rint(x)) {
            return Double.NaN;
        }
        if (n == 0) {
            return digamma(x);
        }
        double factorial = Gamma.value(n + 1.0);
        double below = 0;
        double z = x;
        for (; z < ASYMPTOTIC_FROM + n; z++) {
            below += Math.pow(z, -n - 1);
        }
        double series = factorial / n * Math.pow(z, -n) + factorial / 2 * Math.pow(z, -n - 1);
        double ratio = factorial * (n + 1) / 2 * Math.pow(z, -n - 2); // (2k+n-1)!/(2k)! z^-(2k+n) at k = 1
        for (int k = 1; k <= BERNOULLI_NUMBERS; k++) {
            series += bernoulli(k) * ratio;
            ratio *= (2.0 * k + n) * (2 * k + n + 1) / ((2 * k + 1.0) * (2 * k + 2)) / (z * z);
        }
        double sign = n % 2 == 0 ? -1 : 1;
        return sign * (series + factorial * below);
    }

    // B2, B4, …, B20. No array: the methods of a row are copied into classes that stand alone.
    private static double bernoulli(int k) {
        return switch (k) {
            case 1 -> 1.0 / 6;
            case 2, 4 -> -1.0 / 30;
            case 3 -> 1.0 / 42;
            case 5 -> 5.0 / 66;
            case 6 -> -691.0 / 2730;
            case 7 -> 7.0 / 6;
            case 8 -> -3617.0 / 510;
            case 9 -> 43867.0 / 798;
            default -> -174611.0 / 330; // 10, the last
        };
    }
}
