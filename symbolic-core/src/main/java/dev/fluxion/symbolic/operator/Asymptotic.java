package dev.fluxion.symbolic.operator;

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
    /** The derivatives of that. */
    POLYGAMMA,
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
    FORMULA
}
