package dev.fluxion.typeset.plot;

import java.util.List;
import java.util.Optional;

/**
 * One axis of a plot.
 *
 * @param label what it measures; text with formulas between dollar signs, may be empty
 * @param range what is shown; empty for all that the layers hold
 * @param categories names at 1, 2, 3, … in place of numbers, empty where there is none; an empty list for numbers
 * @param whole whether nothing lies between whole numbers, as with epochs
 */
public record Axis(String label, Optional<Range> range, List<String> categories, boolean whole) {
    /** Copies. */
    public Axis {
        categories = List.copyOf(categories);
    }

    /** An axis of numbers that shows all of them. */
    public static Axis of(String label) {
        return new Axis(label, Optional.empty(), List.of(), false);
    }

    /** The same showing a range. */
    public Axis over(Range shown) {
        return new Axis(label, Optional.of(shown), categories, whole);
    }

    /** The same with names in place of numbers. */
    public Axis named(List<String> names) {
        return new Axis(label, Optional.of(new Range(0.5, names.size() + 0.5)), names, whole);
    }

    /** The same for whole numbers. */
    public Axis ofWholeNumbers() {
        return new Axis(label, range, categories, true);
    }

    List<Ticks.Tick> ticks(Range shown, int most) {
        if (categories.isEmpty()) {
            return whole ? Ticks.whole(shown, most) : Ticks.of(shown, most);
        }
        List<Ticks.Tick> ticks = new java.util.ArrayList<>();
        for (int i = 0; i < categories.size(); i++) {
            if (shown.contains(i + 1) && !categories.get(i).isBlank()) {
                ticks.add(new Ticks.Tick(i + 1, categories.get(i)));
            }
        }
        return ticks;
    }
}
