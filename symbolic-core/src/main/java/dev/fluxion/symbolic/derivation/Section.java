package dev.fluxion.symbolic.derivation;

import java.util.List;

/**
 * A part of a derivation. A step that begins with what the step before it ended in continues a chain of equations.
 *
 * @param title of the part; may be empty
 * @param detail the level from which on it is shown
 * @param steps in the order of reading
 */
public record Section(String title, Detail detail, List<Step> steps) {
    /** Copies the steps. */
    public Section {
        steps = List.copyOf(steps);
    }
}
