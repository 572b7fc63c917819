package dev.fluxion.symbolic.operator;

import static dev.fluxion.symbolic.operator.Operator.elementwise;

import java.util.List;

/**
 * Rows of functions with kinks and jumps. At a kink the derivative follows the convention of the language: 0 for the absolute value and
 * the rectifier, and a tie is shared equally.
 *
 * <p>Source: by definition, with the conventions of the language at kinks.
 */
public final class Stepwise {
    private static final String WHOLE = "mod(y, 1) == 0";
    private static final Kink FLAT_AT_ZERO = new Kink.AtZero("0");
    private static final Kink JUMPS = new Kink.Jumps("derivative 0 at the jumps");
    private static final Kink TIE = new Kink.Tie("a tie is shared equally");

    /** Absolute value. */
    public static final Operator ABSOLUTE = elementwise("abs", "x").derivative("sign(x)").even().range("y >= 0").latex("\\left|#1\\right|")
            .lane("ABS").kink(FLAT_AT_ZERO).bounds((x, bits) -> x.abs()).java(Math.class, "abs").of((double x) -> Math.abs(x));

    /** The greatest whole number that is not above. */
    public static final Operator FLOOR = elementwise("floor", "x").derivative("0").range(WHOLE).latex("\\left\\lfloor #1\\right\\rfloor")
            .kink(JUMPS).asymptotic(Asymptotic.FLOOR).bounds(Enclosing::floor).java(Math.class, "floor").of(Math::floor);

    /** The sign: 0 at 0. */
    public static final Operator SIGN = elementwise("sign", "x").derivative("0").odd().range("-1 <= y and y <= 1 and " + WHOLE)
            .kink(FLAT_AT_ZERO).bounds(Enclosing::sign).java(Math.class, "signum").of((double x) -> Math.signum(x));

    /** The remainder with the sign of the divisor. */
    public static final Operator REMAINDER = elementwise("mod", "a", "b").derivative("a", "1").derivative("b", "-floor(a/b)").domain("b != 0")
            .note("a - b*floor(a/b)").kink(new Kink.Jumps("the jumps have derivative 1 by a")).java(Stepwise.class, "mod").of(Stepwise::mod);

    /** The larger of two numbers. */
    public static final Operator LARGER = elementwise("max", "a", "b").anyNumber().symmetricOperands().derivative("a", "(1 + sign(a - b))/2")
            .derivative("b", "(1 + sign(b - a))/2").latex("\\max")
            .lane("MAX").kink(TIE).boundsOfSeveral(Enclosing::greatest).java(Math.class, "max").of((double a, double b) -> Math.max(a, b));

    static final List<Operator> ROWS = List.of(
            ABSOLUTE,
            SIGN,
            FLOOR,
            elementwise("ceil", "x").derivative("0").range(WHOLE).latex("\\left\\lceil #1\\right\\rceil")
                    .kink(JUMPS).bounds(Enclosing::ceiling).java(Math.class, "ceil").of(Math::ceil),
            elementwise("round", "x").derivative("0").range(WHOLE).odd().note("ties to even").kink(JUMPS).asymptotic(Asymptotic.ROUND)
                    .bounds(Enclosing::rounded).java(Math.class, "rint").of(Math::rint),
            elementwise("heaviside", "x").derivative("0").range("0 <= y and y <= 1").latex("H").at("0", "1/2").note("1/2 at 0")
                    .kink(FLAT_AT_ZERO).bounds(Enclosing::step).java(Stepwise.class, "heaviside").of(Stepwise::heaviside),
            LARGER,
            elementwise("min", "a", "b").anyNumber().symmetricOperands().derivative("a", "(1 + sign(b - a))/2")
                    .derivative("b", "(1 + sign(a - b))/2").latex("\\min")
                    .lane("MIN").kink(TIE).boundsOfSeveral(Enclosing::least).java(Math.class, "min").of((double a, double b) -> Math.min(a, b)),
            REMAINDER);

    private Stepwise() {}

    /** Unit step with ½ at 0. */
    public static double heaviside(double x) {
        return Double.isNaN(x) ? x : x > 0 ? 1 : x < 0 ? 0 : 0.5;
    }

    /** Remainder with the sign of the divisor. */
    public static double mod(double a, double b) {
        return a - b * Math.floor(a / b);
    }
}
