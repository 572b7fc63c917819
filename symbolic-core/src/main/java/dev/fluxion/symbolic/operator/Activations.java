package dev.fluxion.symbolic.operator;

import static dev.fluxion.symbolic.operator.Operator.elementwise;

import java.util.List;
import org.apache.commons.numbers.gamma.Erfc;

/**
 * Rows of the activation functions of neural networks.
 *
 * <p>Source: logistic function and softplus by definition; leaky rectifier: A. L. Maas, A. Y. Hannun, A. Y. Ng (2013); ELU: D.-A. Clevert, T.
 * Unterthiner, S. Hochreiter (2015); GELU: D. Hendrycks, K. Gimpel (2016); SiLU: S. Elfwing, E. Uchibe, K. Doya (2017).
 */
public final class Activations {
    private static final double GELU_VANISHED = -40; // there and on the left its values are below the smallest number
    private static final double SILU_VANISHED = -800;
    private static final double SIGMOID_TAIL = -700; // a little before the logistic function becomes subnormal and loses digits, at -708.4
    private static final double ROOT_OF_HALF = 0x1.6a09e667f3bcdp-1; // of which
    private static final double ROOT_BEGINS = (float) ROOT_OF_HALF;
    private static final double ROOT_GOES_ON = ROOT_OF_HALF - ROOT_BEGINS - 0x1.bdd3413b26456p-55;
    private static final double SLOPE_OF_ERROR = 1.1283791670955126; // 2/pi^(1/2)
    private static final double GELU_TAIL = -1; // on the left of it roundings of the operand grow

    /** The logistic function. */
    public static final Operator SIGMOID = elementwise("sigmoid", "x").derivative("y*(1 - y)").accurate("sigmoid(x)*sigmoid(-x)")
            .stableLogarithm("-softplus(-x)").at("0", "1/2").range("0 < y and y < 1")
                    .latex("\\sigma").rule("derivative of the logistic function").bounds(Enclosing::logistic).java(Activations.class, "sigmoid").of(Activations::sigmoid);
    /** The logarithm of one plus the exponential. */
    public static final Operator SOFTPLUS = elementwise("softplus", "x").derivative("sigmoid(x)").at("0", "log(2)").range("y > 0")
                    .java(Activations.class, "softplus").of(Activations::softplus);

    /** A number times the normal distribution function. */
    public static final Operator GELU = elementwise("gelu", "x").derivative("erfc(-x/2^(1/2))/2 + x*exp(-x^2/2)/(2*pi)^(1/2)").at("0", "0")
                    .java(Activations.class, "gelu").of(Activations::gelu);

    static final List<Operator> ROWS = List.of(
            SIGMOID,
            SOFTPLUS,
            elementwise("relu", "x").derivative("relu'(x)").at("0", "0").range("y >= 0")
                    .rule("derivative of the rectifier").kink(new Kink.AtZero("0")).bounds(Enclosing::positivePart).arithmetic("max(x, 0)")
                    .java(Activations.class, "relu").of((double x) -> relu(x)),
            elementwise("relu'", "x").derivative("0").at("0", "0").range("0 <= y and y <= 1").latex("\\operatorname{relu}^{\\prime}")
                    .note("1 where x > 0, else 0").kink(new Kink.Jumps("derivative 0 at the jump")).bounds(Enclosing::positiveStep)
                    .arithmetic("{x > 0: 1, else: 0}").java(Activations.class, "reluSlope").of((double x) -> reluSlope(x)),
            elementwise("leaky_relu", "x").optional("a", "0.01").derivative("x", "{x > 0: 1, else: a}").derivative("a", "{x > 0: 0, else: x}")
                    .at("0", "0").kink(new Kink.AtZero("a")).arithmetic("{x > 0: x, else: a*x}").java(Activations.class, "leakyRelu").of(Activations::leakyRelu),
            elementwise("elu", "x").optional("a", "1").derivative("x", "{x > 0: 1, else: a*exp(x)}").derivative("a", "{x > 0: 0, else: expm1(x)}")
                    .arithmetic("{x > 0: x, else: a*expm1(x)}")
                    .java(Activations.class, "elu").of(Activations::elu),
            GELU,
            elementwise("silu", "x").derivative("sigmoid(x) + y*(1 - sigmoid(x))").at("0", "0").arithmetic("max(x, -800)*sigmoid(x)")
                    .java(Activations.class, "silu")
                    .of(Activations::silu));

    private Activations() {}

    /** {@code 1/(1+e^-x)} without overflow. */
    public static double sigmoid(double x) {
        if (x >= 0) {
            return 1 / (1 + Math.exp(-x));
        }
        double small = Math.exp(x);
        return small / (1 + small);
    }

    /** {@code log(1+e^x)} without overflow. */
    public static double softplus(double x) {
        return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
    }

    /** {@code x} where positive, else 0. */
    public static double relu(double x) {
        return Math.max(x, 0);
    }

    /** The same in single precision. */
    public static float relu(float x) {
        return Math.max(x, 0);
    }

    /** 1 where positive, else 0. */
    public static double reluSlope(double x) {
        return x > 0 ? 1 : 0;
    }

    /** The same in single precision. */
    public static float reluSlope(float x) {
        return x > 0 ? 1 : 0;
    }

    /** {@code x} where positive, else {@code a*x}. */
    public static double leakyRelu(double x, double a) {
        return x > 0 ? x : a * x;
    }

    /** {@code x} where positive, else {@code a*(e^x-1)}. */
    public static double elu(double x, double a) {
        return x > 0 ? x : a * Math.expm1(x);
    }

    /** {@code x} times the normal distribution function. */
    public static double gelu(double x) {
        if (x > GELU_TAIL) {
            return x * (Erfc.value(-x / Math.sqrt(2)) / 2); // 1 + erf cancels on the left
        }
        double bounded = Math.max(x, GELU_VANISHED); // infinity times 0 is no number
        double root = -bounded * ROOT_OF_HALF;
        return bounded * ((Erfc.value(root) - restOfRoot(-bounded, root) * SLOPE_OF_ERROR * Math.exp(-root * root)) / 2);
    }

    // What rounding has left out of x/2^(1/2): erfc multiplies its share by the square. Products of halves are exact.
    private static double restOfRoot(double x, double root) {
        double begins = (float) x;
        return begins * ROOT_BEGINS - root + begins * ROOT_GOES_ON + (x - begins) * ROOT_OF_HALF;
    }

    /** {@code x*sigmoid(x)}. */
    public static double silu(double x) {
        if (x < SIGMOID_TAIL) {
            double bounded = Math.max(x, SILU_VANISHED); // infinity times 0 is no number
            double root = Math.exp(bounded / 2);
            return bounded * root * root;
        }
        return x * sigmoid(x);
    }
}
