package dev.fluxion.symbolic.derivation;

import dev.fluxion.grammar.Tree;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A line of a derivation as it is shown at some level.
 *
 * @param left the left side; empty where the chain of equal signs goes on
 * @param right the right side
 * @param rules names of the rules, in their order
 * @param notes substitutions, conditions and remarks
 * @param check how the line was tested
 * @param depth 0 for the main chain; lines of greater depth are what the line before them is made of
 */
public record Line(Optional<Tree> left, Tree right, List<String> rules, List<String> notes, Check check, int depth) {
    /** Copies. */
    public Line {
        rules = List.copyOf(rules);
        notes = List.copyOf(notes);
    }

    /** The names of the rules. */
    public String rule() {
        return String.join(", ", rules);
    }

    /** The lines of a section: steps that are not shown are named on the next line that is. */
    public static List<Line> of(Section section, Detail detail) {
        List<Line> lines = new ArrayList<>();
        add(section.steps(), section.chained(), detail, 0, lines);
        return lines;
    }

    private static void add(List<Step> steps, boolean chained, Detail detail, int depth, List<Line> lines) {
        Tree start = null;
        Tree end = null;
        Set<String> rules = new LinkedHashSet<>();
        Set<String> notes = new LinkedHashSet<>();
        for (Step step : steps) {
            if (!chained || !step.before().equals(end)) {
                start = step.before();
                rules.clear();
                notes.clear();
            }
            end = step.after();
            if (!step.rule().isEmpty()) {
                rules.add(step.rule());
            }
            notes.addAll(step.notes());
            if (detail.shows(step.detail())) {
                lines.add(new Line(Optional.ofNullable(start), step.after(), List.copyOf(rules), List.copyOf(notes), step.check(), depth));
                start = null;
                rules.clear();
                notes.clear();
                if (detail == Detail.EVERY) {
                    add(step.parts(), true, detail, depth + 1, lines);
                }
            }
        }
    }
}
