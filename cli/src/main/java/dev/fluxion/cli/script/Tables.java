package dev.fluxion.cli.script;

import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Tree;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.elaborate.Elaborator;
import dev.fluxion.symbolic.elaborate.Typed;
import dev.fluxion.symbolic.evaluate.Value;
import dev.fluxion.symbolic.print.TextPrinter;
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
        if (session.data().table(first).isPresent() && operands.call().operands().size() == 1) {
            operands.finish();
            session.print(TableText.of(session.data().requiredTable(first)), "");
        } else if (ranges.isEmpty()) {
            operands.finish();
            vectors(operands.call().operands());
        } else {
            values(operands, ranges.getFirst());
        }
    }

    private void vectors(List<Tree> trees) {
        Numerics numerics = new Numerics(session);
        List<String> heads = new ArrayList<>();
        List<double[]> columns = new ArrayList<>();
        for (Tree tree : trees) {
            Value value = numerics.value(tree);
            if (value.rank() != 1 || !columns.isEmpty() && columns.getFirst().length != value.entries().length) {
                throw new FluxionException(Diagnostic.of(Diagnostic.Code.SHAPE, "a table needs vectors of one length, but this has sizes "
                        + java.util.Arrays.toString(value.sizes()), tree.span()).withHint("or expressions with a range: table(x^2, x = 0..10)"));
            }
            heads.add(TextPrinter.text(session.elaborator().read(tree).expression(), Map.of()));
            columns.add(value.entries());
        }
        session.print(TableText.numbers(heads, columns), "");
    }

    private void values(Operands operands, Tree.Named named) {
        Numerics numerics = new Numerics(session);
        Tree.Range range = (Tree.Range) operands.named(named.name()).orElseThrow();
        double from = numerics.number(range.from());
        double to = numerics.number(range.to());
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
            Numerics.Function function = numerics.function(expression, List.of(variable), tree);
            heads.add(TextPrinter.text(expression, Map.of()));
            columns.add(java.util.Arrays.stream(points).map(function::at).toArray());
        }
        session.print(TableText.numbers(heads, columns), "");
    }
}
