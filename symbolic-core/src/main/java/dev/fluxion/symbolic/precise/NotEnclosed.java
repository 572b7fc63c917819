package dev.fluxion.symbolic.precise;

/** No bounds could be given: a divisor may be zero, an operand may lie outside the domain, or a number is too large. */
public final class NotEnclosed extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final boolean certain;
    private final boolean tooLarge;

    /** Bounds might be given at another precision. */
    public NotEnclosed(String message) {
        this(message, false);
    }

    /**
     * No bounds, with a reason.
     *
     * @param certain whether the value certainly does not exist, at whatever precision
     */
    public NotEnclosed(String message, boolean certain) {
        this(message, certain, false);
    }

    private NotEnclosed(String message, boolean certain, boolean tooLarge) {
        super(message, null, false, false);
        this.certain = certain;
        this.tooLarge = tooLarge;
    }

    /** A number is too large, or too close to 0, for bounds of it. */
    public static NotEnclosed tooLarge(String message) {
        return new NotEnclosed(message, false, true);
    }

    /** Whether the value certainly does not exist. */
    public boolean isCertain() {
        return certain;
    }

    /** Whether the size of a number is the reason: no precision helps. */
    public boolean isTooLarge() {
        return tooLarge;
    }
}
