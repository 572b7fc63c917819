package dev.fluxion.symbolic.derivation;

import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import java.util.List;

/**
 * How the claim of a step was tested beyond being made by its rule. A claim that fails its test is a bug and never becomes a step.
 *
 * @param points at how many points both sides agreed; 0 where nothing was tested
 * @param reason why nothing was tested, or what else is to be told of the test; may be empty
 */
public record Check(int points, String reason) {
    /** For what claims nothing: a definition. */
    public static final Check UNNEEDED = new Check(0, "");

    /**
     * Agreement at some points.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Check at(int points) {
        if (points < 1) {
            throw new IllegalArgumentException("a check needs a point");
        }
        return new Check(points, "");
    }

    /** The same, told that examples stood in place of functions that are only named. */
    public Check withExamples(List<String> functions) {
        return functions.isEmpty() || !isMade() ? this
                : new Check(points, "with " + (functions.size() == 1 ? "an example" : "examples") + " in place of " + String.join(", ", functions));
    }

    /** No test was possible. */
    public static Check none(String reason) {
        return new Check(0, reason);
    }

    /** Why something without a value could not be tested. */
    public static String reason(FluxionException e) {
        return (e.diagnostic().code() == Diagnostic.Code.UNSUPPORTED ? "unsupported: " : "") + e.diagnostic().message();
    }

    /** Whether something was tested. */
    public boolean isMade() {
        return points > 0;
    }

    /** As a reader is told; empty where there is nothing to test. */
    public String text() {
        return this.equals(UNNEEDED) ? "" : isMade() ? "checked at " + points + (points == 1 ? " point" : " points")
                + (reason.isEmpty() ? "" : ", " + reason) : "not checked: " + reason;
    }
}
