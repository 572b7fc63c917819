package dev.fluxion.typeset;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A line of a derivation broken into rows.
 *
 * @param source what was given
 * @param left the left side, if there is one
 * @param rows the right side from its equal sign on; later rows are continuations. Empty where only a left side is shown
 */
record LaidOutLine(DerivationPage.Line source, Optional<Formula> left, List<Formula> rows) {
    /** Widest right side in em: together with rules and margins this makes pictures of 40 em. */
    static final double WIDEST = 22;
    /** A left side wider than this stands on a row of its own, lest it push every equal sign to the right. */
    static final double WIDEST_LEFT = 7;
    /** How far rows after the first are indented, in em: just beyond the equal sign. */
    static final double INDENT = 1.55;

    static LaidOutLine of(DerivationPage.Line line) {
        Optional<Formula> left = Optional.of(line.left()).filter(text -> !text.isBlank()).map(Formula::of);
        if (line.right().isBlank()) {
            List<Formula> rows = left.filter(formula -> formula.width() > WIDEST).map(formula -> broken(line.left())).orElse(List.of());
            return rows.size() < 2 ? new LaidOutLine(line, left, List.of()) : new LaidOutLine(line, Optional.of(rows.getFirst()), rows.subList(1, rows.size()));
        }
        return new LaidOutLine(line, left, broken("{}= " + line.right()));
    }

    /** Rows that fit. */
    static List<Formula> broken(String latex) {
        Formula whole = Formula.of(latex);
        if (whole.width() <= WIDEST) {
            return List.of(whole);
        }
        LineBreaker breaker = new LineBreaker(part -> Formula.of(part).width(), WIDEST - INDENT);
        String first = latex.startsWith("{}= ") ? "{}= " : "";
        List<String> rows = new ArrayList<>(breaker.rows(latex.substring(first.length())));
        rows.set(0, first + rows.getFirst());
        return rows.stream().map(Formula::of).toList();
    }

    static List<LaidOutLine> all(DerivationPage.Section section) {
        return section.lines().stream().map(LaidOutLine::of).toList();
    }

    boolean leftStandsAlone() {
        return rows.isEmpty() || left.filter(formula -> formula.width() > WIDEST_LEFT).isPresent() || source.right().isBlank();
    }

    /** In which row the rule stands: beside the equal sign, which is below a left side with a row of its own. */
    int rowOfRule() {
        return leftStandsAlone() && left.isPresent() && !source.right().isBlank() ? 1 : 0;
    }

    Stream<Formula> formulas() {
        return Stream.concat(left.stream(), rows.stream());
    }
}
