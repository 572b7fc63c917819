package dev.fluxion.typeset.figure;

/** A function of several numbers. */
@FunctionalInterface
public interface PointFunction {
    /**
     * The value; NaN where there is none.
     *
     * @param point one number for each variable, in their order
     */
    double at(double... point);

    /** Whether a million values take a moment only, so that a finer grid costs little. */
    default boolean isFast() {
        return false;
    }
}
