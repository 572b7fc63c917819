package dev.fluxion.cli.script;

import dev.fluxion.grammar.Tree;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.typeset.Theme;
import dev.fluxion.typeset.plot.Range;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a {@code plot} statement asks for besides its layers.
 *
 * @param ranges the variables with their ranges, in the order written
 * @param labels texts of the legend for the plain expressions; empty where none are given
 * @param file a name, or empty
 */
record PlotRequest(Map<Symbol, Range> ranges, List<String> labels, Optional<String> file, String title, Theme theme, int width, int height,
        Optional<String> horizontal, Optional<String> vertical, Optional<Range> range, Optional<Boolean> equalUnits) {
    private static final Set<String> OPTIONS = Set.of("file", "title", "theme", "width", "height", "labels", "horizontal", "vertical", "range", "units");

    private static final int SHORTEST = 160;
    private static final int LONGEST = 10_000;

    /** Reads the named operands of a plot. */
    static PlotRequest of(Operands operands, Numerics numerics, Session session) {
        Map<Symbol, Range> ranges = new LinkedHashMap<>();
        for (Tree.Named named : operands.call().named()) {
            if (!OPTIONS.contains(named.name()) && named.value() instanceof Tree.Range range) {
                operands.named(named.name());
                ranges.put(variable(named, session), range(range, numerics));
            }
        }
        if (ranges.size() > 2) {
            throw Operands.problem("a plot has one or two ranges, but " + ranges.size() + " were given", operands.call(), "give the others values: subs(f, z = 1)");
        }
        return new PlotRequest(ranges, operands.named("labels").map(PlotRequest::texts).orElse(List.of()), operands.named("file").map(operands::text),
                operands.named("title").map(operands::text).orElse(""), theme(operands), side(operands, "width", 720), side(operands, "height", 460),
                operands.named("horizontal").map(operands::text), operands.named("vertical").map(operands::text),
                operands.named("range").map(tree -> range(tree, numerics)), operands.named("units").map(tree -> units(tree, operands)));
    }

    private static int side(Operands operands, String name, int usual) {
        int side = operands.whole(name, usual, LONGEST);
        if (side < SHORTEST) {
            throw Operands.problem("a picture has " + SHORTEST + " to " + LONGEST + " points on each side, not " + side, operands.named(name).orElseThrow(), "");
        }
        return side;
    }

    private static Symbol variable(Tree.Named named, Session session) {
        Tree name = new Tree.Name(named.name(), named.span());
        if (session.elaborator().read(name).expression() instanceof Symbol symbol && symbol.isVariable() && symbol.isScalar()) {
            return symbol;
        }
        throw Operands.problem("'" + named.name() + "' has a value already, or is no number, and cannot have a range", name, "take another name for the variable");
    }

    /** The range that a tree writes. */
    static Range range(Tree tree, Numerics numerics) {
        if (!(tree instanceof Tree.Range range) || range.from() == null || range.to() == null) {
            throw Operands.problem("a range is expected here", tree, "write -3..3");
        }
        try {
            return new Range(numerics.number(range.from()), numerics.number(range.to()));
        } catch (IllegalArgumentException e) {
            throw Operands.problem(e.getMessage(), tree, "the smaller end stands first: -3..3");
        }
    }

    /** The texts of a list of texts. */
    static List<String> texts(Tree tree) {
        List<Tree> entries = tree instanceof Tree.Array array && array.rows().size() == 1 ? array.rows().getFirst() : List.of(tree);
        List<String> texts = new ArrayList<>();
        for (Tree entry : entries) {
            if (!(entry instanceof Tree.Text text)) {
                throw Operands.problem("quoted texts are expected here", entry, "write [\"one\", \"two\"]");
            }
            texts.add(text.value());
        }
        return texts;
    }

    private static Theme theme(Operands operands) {
        return operands.named("theme").map(tree -> switch (operands.text(tree)) {
            case "light" -> Theme.LIGHT;
            case "dark" -> Theme.DARK;
            default -> throw Operands.problem("a theme is \"light\" or \"dark\"", tree, "");
        }).orElse(Theme.LIGHT);
    }

    private static boolean units(Tree tree, Operands operands) {
        return switch (operands.text(tree)) {
            case "equal" -> true;
            case "free" -> false;
            default -> throw Operands.problem("units are \"equal\" on both axes, or \"free\"", tree, "");
        };
    }

    /** The same with another title. */
    PlotRequest titled(String words) {
        return new PlotRequest(ranges, labels, file, words, theme, width, height, horizontal, vertical, range, equalUnits);
    }

    List<Symbol> variables() {
        return List.copyOf(ranges.keySet());
    }

    Range first() {
        return ranges.values().iterator().next();
    }

    Range second() {
        return ranges.values().stream().skip(1).findFirst().orElseThrow();
    }
}
