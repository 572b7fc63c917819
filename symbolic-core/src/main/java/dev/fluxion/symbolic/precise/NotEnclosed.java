package dev.fluxion.symbolic.precise;

/** No bounds could be given: a divisor may be zero, an operand may lie outside the domain, or a number is too large. */
public final class NotEnclosed extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final boolean certain;

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
        super(message, null, false, false);
        this.certain = certain;
    }

    /** Whether the value certainly does not exist. */
    public boolean isCertain() {
        return certain;
    }
}
