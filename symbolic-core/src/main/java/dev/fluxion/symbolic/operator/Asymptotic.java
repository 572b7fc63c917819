package dev.fluxion.symbolic.operator;

import java.util.HashMap;
import java.util.Map;

/**
 * The table's column of behaviour near points where a function is not smooth, and far out.
 *
 * <p>Source: by definition of each function near the point.
 */
public enum Asymptotic {
    /** Smooth, and bounded by 1 while its operand grows: sine and cosine. */
    WAVE,
    /** Smooth everywhere, and a formula of exponentials far out. */
    ENTIRE,
    /** Goes to ±π/2. */
    ARC_TANGENT,
    /** Goes to ±1 faster than exponentially. */
    ERROR,
    /** Poles at 0, −1, −2, …, Stirling's formula far out. */
    GAMMA,
    /** Its logarithm. */
    LOG_GAMMA,
    /** The derivative of its logarithm. */
    DIGAMMA,
    /** Jumps at whole numbers. */
    FLOOR,
    /** Jumps between whole numbers. */
    ROUND,
    /** A power on each side of 0. */
    CUBE_ROOT,
    /** The angle of a point. */
    ARC_TANGENT_2,
    /** Smooth inside its domain, which is bounded or at whose end a power series in a root serves. */
    REGULAR,
    /** A formula of other functions. */
    FORMULA;

    /** Sine. */
    public static final Operator SINE = row("sin");
    /** Cosine. */
    public static final Operator COSINE = row("cos");
    /** The gamma function. */
    public static final Operator GAMMA_FUNCTION = row("gamma");
    /** The logarithm of the gamma function. */
    public static final Operator LOG_GAMMA_FUNCTION = row("lgamma");
    /** The derivative of the logarithm of the gamma function. */
    public static final Operator DIGAMMA_FUNCTION = row("digamma");
    /** The complementary error function. */
    public static final Operator COMPLEMENTARY_ERROR_FUNCTION = row("erfc");
    /** The inverse tangent. */
    public static final Operator ARC_TANGENT_FUNCTION = row("atan");

    private static final Map<String, Asymptotic> COLUMN = new HashMap<>();

    static {
        enter(WAVE, "sin", "cos");
        enter(ENTIRE, "sinh", "cosh");
        enter(ARC_TANGENT, "atan");
        enter(ERROR, "erf");
        enter(GAMMA, "gamma");
        enter(LOG_GAMMA, "lgamma");
        enter(DIGAMMA, "digamma");
        enter(FLOOR, "floor");
        enter(ROUND, "round");
        enter(CUBE_ROOT, "cbrt");
        enter(ARC_TANGENT_2, "atan2");
        enter(REGULAR, "asin", "acos", "polygamma");
    }

    private static void enter(Asymptotic kind, String... names) {
        for (String name : names) {
            COLUMN.put(name, kind);
        }
    }

    private static Operator row(String name) {
        return Operators.elementwise(name).orElseThrow();
    }

    /** How a row behaves. */
    public static Asymptotic of(Operator row) {
        return COLUMN.getOrDefault(row.name(), FORMULA);
    }
}
