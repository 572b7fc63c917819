package dev.fluxion.typeset;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * Breaks a long formula into rows that each stand for themselves: between formulas side by side and before relations if that is enough, else before
 * plus and minus, else between factors, else inside the first pair of brackets; a long numerator becomes a factor behind the fraction. What has none
 * of these stays long.
 */
final class LineBreaker {
    /** Deep enough for brackets in brackets; what is still too long then is better drawn smaller. */
    private static final int DEEPEST = 4;

    private final ToDoubleFunction<String> width;
    private final double most;

    /**
     * @param width measures LaTeX
     * @param most width of a row, in the same unit
     */
    LineBreaker(ToDoubleFunction<String> width, double most) {
        this.width = width;
        this.most = most;
    }

    List<String> rows(String latex) {
        return rows(latex, 0);
    }

    private List<String> rows(String latex, int depth) {
        if (depth > DEEPEST || width.applyAsDouble(latex) <= most) {
            return List.of(latex);
        }
        for (LatexParts.Break kind : LatexParts.Break.values()) {
            List<String> parts = LatexParts.split(latex, kind);
            if (parts.size() > 1) {
                List<String> rows = parts.stream().flatMap(part -> rows(part, depth + 1).stream()).toList();
                return kind == LatexParts.Break.FORMULA ? rows : joined(rows);
            }
        }
        Optional<LatexParts.Fraction> fraction = LatexParts.fraction(latex).filter(this::isLongAbove);
        if (fraction.isPresent()) {
            return rows(multiplied(fraction.get()), depth);
        }
        return LatexParts.bracket(latex).or(() -> LatexParts.plainBracket(latex)).map(bracket -> rows(bracket, depth)).orElse(List.of(latex));
    }

    private boolean isLongAbove(LatexParts.Fraction fraction) {
        return width.applyAsDouble(fraction.numerator()) > most / 2 && width.applyAsDouble(fraction.denominator()) < most / 4;
    }

    private static String multiplied(LatexParts.Fraction fraction) {
        boolean single = LatexParts.split(fraction.numerator(), LatexParts.Break.SUM).size() == 1;
        String factor = single ? fraction.numerator() : "\\left(" + fraction.numerator() + "\\right)";
        return fraction.before() + "\\frac{1}{" + fraction.denominator() + "} \\; " + factor + fraction.after();
    }

    /** The content in rows; brackets that open in one row and close in another get an invisible partner and the height of the whole. */
    private List<String> rows(LatexParts.Bracket bracket, int depth) {
        double room = Math.max(most / 2, bracket.before().isBlank() ? most : most - width.applyAsDouble(bracket.before()));
        List<String> inner = new LineBreaker(width, room).rows(bracket.content(), depth + 1);
        if (inner.size() == 1) {
            inner = Optional.of(LatexParts.split(bracket.content(), LatexParts.Break.SUM)).filter(parts -> parts.size() > 1).map(this::joined).orElse(inner);
        }
        if (inner.size() == 1) {
            return List.of(bracket.before() + bracket.opening() + inner.getFirst() + bracket.closing() + bracket.after());
        }
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < inner.size(); i++) {
            boolean first = i == 0;
            boolean last = i == inner.size() - 1;
            String strut = bracket.stretches() && (first || last) ? "\\vphantom{" + bracket.content() + "}" : "";
            String partner = bracket.stretches() ? "\\left. " : "";
            rows.add((first ? bracket.before() + bracket.opening() : last ? partner : "") + inner.get(i) + strut
                    + (last ? bracket.closing() + bracket.after() : first && bracket.stretches() ? "\\right." : ""));
        }
        return rows;
    }

    /** Puts neighbours together as long as they fit. */
    private List<String> joined(List<String> parts) {
        List<String> rows = new ArrayList<>();
        double used = 0;
        for (String part : parts) {
            double wide = width.applyAsDouble(part);
            if (!rows.isEmpty() && used + wide <= most) {
                rows.set(rows.size() - 1, rows.getLast() + part);
                used += wide;
            } else {
                rows.add(part);
                used = wide;
            }
        }
        return rows;
    }
}
