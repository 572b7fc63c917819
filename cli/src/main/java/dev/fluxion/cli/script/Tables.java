package dev.fluxion.cli.script;

import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Plural;
import dev.fluxion.grammar.Tree;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.elaborate.Elaborator;
import dev.fluxion.symbolic.elaborate.Typed;
import dev.fluxion.symbolic.evaluate.Value;
import dev.fluxion.symbolic.print.TextPrinter;
import dev.fluxion.typeset.figure.PointFunction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The statement {@code table(…)}: vectors side by side, or expressions of one variable over a range, {@code table(x^2, x = 0..10, steps = 5)}. */
final class Tables {
    private static final int MOST_STEPS = 10_000;
    private static final int USUAL_STEPS = 10;

    private final Session session;

    Tables(Session session) {
        this.session = session;
    }

    void print(Operands operands) {
        Tree first = operands.required(0, "a table, vectors, or expressions with a range");
        List<Tree.Named> ranges = operands.call().named().stream().filter(named -> named.value() instanceof Tree.Range).toList();
        if (ranges.size() > 1) {
            throw Operands.problem("a table has one range", ranges.get(1).value(), "");
        }
        List<String> heads = operands.named("head").map(PlotRequest::texts).orElse(List.of());
        int digits = operands.whole("digits", TableText.DIGITS, TableText.MOST_DIGITS);
        if (session.data().table(first).isPresent() && operands.call().operands().size() == 1) {
            operands.finish();
            session.print(TableText.output(session.data().requiredTable(first)));
        } else if (ranges.isEmpty()) {
            operands.finish();
            columns(operands, heads, digits);
        } else {
            values(operands, ranges.getFirst(), heads, digits);
        }
    }

    private void columns(Operands operands, List<String> given, int digits) {
        List<String> heads = new ArrayList<>();
        List<List<String>> columns = new ArrayList<>();
        for (Tree tree : operands.call().operands()) {
            List<List<String>> own = columns(tree, digits);
            String head = isTexts(tree) ? "" : TextPrinter.text(session.elaborator().read(tree).expression(), session.named());
            own.forEach(column -> heads.add(head));
            columns.addAll(own);
        }
        if (columns.isEmpty()) {
            throw new FluxionException(Diagnostic.of(Diagnostic.Code.SHAPE, "there are no columns", operands.call().span()));
        }
        requireOneLength(columns, operands);
        List<List<String>> rows = new ArrayList<>();
        for (int i = 0; i < columns.getFirst().size(); i++) {
            int row = i;
            rows.add(columns.stream().map(column -> column.get(row)).toList());
        }
        print(heads(given, heads, operands), rows);
    }

    private static List<String> heads(List<String> given, List<String> otherwise, Operands operands) {
        if (!given.isEmpty() && given.size() != otherwise.size()) {
            throw Operands.problem("a table of " + Plural.of(otherwise.size(), "column") + " has as many heads, not " + given.size(), operands.call(), "");
        }
        return given.isEmpty() ? otherwise : given;
    }

    private static void requireOneLength(List<List<String>> columns, Operands operands) {
        for (List<String> column : columns) {
            if (column.size() != columns.getFirst().size()) {
                throw new FluxionException(Diagnostic.of(Diagnostic.Code.SHAPE, "a table needs vectors of one length, but these have " + columns.getFirst().size()
                        + " and " + Plural.of(column.size(), "row"), operands.call().span()).withHint("or expressions with a range: table(x^2, x = 0..10)"));
            }
        }
    }

    private static boolean isTexts(Tree tree) {
        return tree instanceof Tree.Array array && array.rows().size() == 1 && array.rows().getFirst().stream().allMatch(each -> each instanceof Tree.Text);
    }

    // A vector and a list of texts are one column, a matrix is as many as it has.
    private List<List<String>> columns(Tree tree, int digits) {
        if (isTexts(tree)) {
            return List.of(PlotRequest.texts(tree));
        }
        Value value = new Numerics(session).value(tree);
        if (value.rank() == 0 || value.rank() > 2) {
            throw new FluxionException(Diagnostic.of(Diagnostic.Code.SHAPE, "a table needs vectors of one length, but this has sizes "
                    + java.util.Arrays.toString(value.sizes()), tree.span()).withHint("or expressions with a range: table(x^2, x = 0..10)"));
        }
        int width = value.rank() == 2 ? value.sizes()[1] : 1;
        List<List<String>> columns = new ArrayList<>();
        for (int column = 0; column < width; column++) {
            List<String> cells = new ArrayList<>();
            for (int row = 0; row < value.sizes()[0]; row++) {
                cells.add(Readable.number(value.entries()[row * width + column], digits));
            }
            columns.add(cells);
        }
        return columns;
    }

    // Dollar signs around formulas are for pages.
    private static String plain(String cell) {
        return cell.replace("$", "").replace("\\", "");
    }

    private void print(List<String> heads, List<List<String>> rows) {
        int shown = rows.size() > TableText.MOST_ROWS ? TableText.MOST_ROWS - 1 : rows.size();
        List<List<String>> some = rows.subList(0, shown);
        String text = TableText.aligned(heads.stream().map(Tables::plain).toList(), some.stream().map(row -> row.stream().map(Tables::plain).toList()).toList());
        session.print(new Output(text + TableText.more(rows.size() - shown), "",
                new Output.Tabled(heads, some, TableText.more(rows.size() - shown).lines().filter(line -> !line.isBlank()).toList())));
    }

    private void values(Operands operands, Tree.Named named, List<String> given, int digits) {
        Numerics numerics = new Numerics(session);
        Tree.Range range = (Tree.Range) operands.named(named.name()).orElseThrow();
        double from = numerics.number(range.from());
        double to = numerics.number(range.to());
        if (!Double.isFinite(to - from)) {
            throw Operands.problem("a table needs a range with finite ends", range, "");
        }
        boolean whole = from == Math.rint(from) && to == Math.rint(to) && Math.abs(to - from) <= 100 && operands.named("steps").isEmpty();
        int steps = whole ? (int) Math.abs(to - from) : operands.named("steps").map(tree -> operands.count(tree, MOST_STEPS)).orElse(USUAL_STEPS);
        operands.finish();
        double[] points = new double[steps + 1];
        for (int i = 0; i < points.length; i++) {
            points[i] = steps == 0 ? from : from + (to - from) * i / steps;
        }
        Symbol variable = Symbol.of(named.name());
        Elaborator elaborator = session.elaborator().in(session.elaborator().scope().with(Map.of(named.name(), Typed.of(variable))));
        List<String> heads = new ArrayList<>(List.of(named.name()));
        List<double[]> columns = new ArrayList<>(List.of(points));
        for (Tree tree : operands.call().operands()) {
            Expression expression = elaborator.scalar(tree, "an expression of a table");
            PointFunction function = numerics.function(expression, List.of(variable), tree);
            heads.add(TextPrinter.text(expression, Map.of()));
            columns.add(java.util.Arrays.stream(points).map(function::at).toArray());
        }
        List<List<String>> rows = new ArrayList<>();
        for (int i = 0; i < points.length; i++) {
            int row = i;
            rows.add(columns.stream().map(column -> Readable.number(column[row], digits)).toList());
        }
        print(heads(given, heads, operands), rows);
    }
}
