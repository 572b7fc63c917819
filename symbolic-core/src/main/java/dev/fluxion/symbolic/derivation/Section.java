package dev.fluxion.symbolic.derivation;

import java.util.List;

/**
 * A part of a derivation.
 *
 * @param title of the part; may be empty
 * @param detail the level from which on it is shown
 * @param steps in the order of reading
 * @param chained whether a step that begins with what the step before it ended in continues a chain of equal things; else every step is an equation
 * of its own, one following from another
 */
public record Section(String title, Detail detail, List<Step> steps, boolean chained) {
    /** Copies the steps. */
    public Section {
        steps = List.copyOf(steps);
    }

    /** Chains of equal things. */
    public Section(String title, Detail detail, List<Step> steps) {
        this(title, detail, steps, true);
    }
}
