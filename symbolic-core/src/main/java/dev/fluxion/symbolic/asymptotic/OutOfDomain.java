package dev.fluxion.symbolic.asymptotic;

/** The function has no real values near the point on this side. */
final class OutOfDomain extends RuntimeException {
    private static final long serialVersionUID = 1;

    OutOfDomain(String message) {
        super(message, null, false, false);
    }
}
