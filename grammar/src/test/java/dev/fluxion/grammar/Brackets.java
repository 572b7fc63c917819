package dev.fluxion.grammar;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Renders trees with every bracket written and {@code ~} for juxtaposition, so that a test shows what binds to what. */
final class Brackets {
    private Brackets() {}

    /** The rendering of a text read as one expression. */
    static String expression(String text) {
        return of(Reader.expression(new Source("test", text)));
    }

    /** The renderings of the statements of a script, one a line. */
    static String script(String text) {
        return statements(Reader.script(new Source("test", text)), "\n");
    }

    static String of(Tree tree) {
        return switch (tree) {
            case Tree.Number number -> number.value().toString();
            case Tree.Name name -> name.name();
            case Tree.Text text -> (text.prose() ? "prose" : "") + '"' + text.value().replace("\n", "⏎") + '"';
            case Tree.Chain chain -> "(" + of(chain.first()) + chain.links().stream().map(Brackets::link).collect(Collectors.joining()) + ")";
            case Tree.Prefix prefix -> "(" + prefix(prefix.operator()) + of(prefix.operand()) + ")";
            case Tree.Power power -> "(" + of(power.base()) + (power.elementwise() ? " .^ " : "^") + of(power.exponent()) + ")";
            case Tree.Postfix postfix -> "(" + of(postfix.operand()) + (postfix.operator() == Tree.PostfixOperator.TRANSPOSE ? "'" : "!") + ")";
            case Tree.Call call -> call.name() + "'".repeat(call.primes()) + "(" + operands(call) + ")";
            case Tree.Range range -> range.from() == null ? ":" : of(range.from()) + ".." + of(range.to());
            case Tree.Element element -> of(element.operand()) + "[" + list(element.subscripts()) + "]";
            case Tree.Array array -> "[" + array.rows().stream().map(Brackets::list).collect(Collectors.joining("; ")) + "]";
            case Tree.Piecewise piecewise -> piecewise(piecewise);
            case Tree.Bars bars -> "|" + of(bars.operand()) + "|";
            case Tree.Leibniz leibniz -> "(" + (leibniz.partial() ? "∂/∂" : "d/d") + String.join(",", leibniz.variables()) + " "
                    + of(leibniz.operand()) + ")";
        };
    }

    private static String link(Tree.Link link) {
        return " " + (link.operator() == Tree.Infix.TIMES_IMPLICIT ? "~" : link.operator().text()) + " " + of(link.operand());
    }

    private static String prefix(Tree.PrefixOperator operator) {
        return switch (operator) {
            case MINUS -> "-";
            case PLUS -> "+";
            case NOT -> "not ";
        };
    }

    private static String list(List<Tree> trees) {
        return trees.stream().map(Brackets::of).collect(Collectors.joining(", "));
    }

    private static String operands(Tree.Call call) {
        String binders = call.binders().stream().map(b -> b.label() + (b.range() == null ? "" : " = " + of(b.range())))
                .collect(Collectors.joining(", "));
        String operands = Stream.concat(call.operands().stream().map(Brackets::of), call.named().stream().map(Brackets::named))
                .collect(Collectors.joining(", "));
        return binders.isEmpty() ? operands : binders + ": " + operands;
    }

    private static String named(Tree.Named named) {
        return named.name() + " = " + of(named.value());
    }

    private static String piecewise(Tree.Piecewise piecewise) {
        String cases = piecewise.cases().stream().map(each -> of(each.condition()) + ": " + of(each.value())).collect(Collectors.joining(", "));
        return "{" + cases + (piecewise.otherwise() == null ? "" : ", else: " + of(piecewise.otherwise())) + "}";
    }

    private static String statements(List<Statement> statements, String separator) {
        return statements.stream().map(Brackets::statement).collect(Collectors.joining(separator));
    }

    private static String statement(Statement statement) {
        return switch (statement) {
            case Statement.Evaluate s -> of(s.expression());
            case Statement.Show s -> "show " + of(s.expression()) + s.options().stream().map(o -> "; " + named(o)).collect(Collectors.joining());
            case Statement.Assign s -> s.name() + " := " + of(s.value());
            case Statement.DefineFunction s -> s.name() + "(" + String.join(", ", s.parameters()) + ") := " + of(s.body());
            case Statement.DefineEntries s -> s.name() + "[" + String.join(", ", s.labels()) + "] := " + of(s.entry());
            case Statement.Declare s -> String.join(", ", s.names()) + " in " + s.space() + space(s.sizes(), s.properties());
            case Statement.Parameter s -> "param " + s.name() + space(s.sizes(), s.properties())
                    + (s.initial() == null ? "" : " := " + of(s.initial()));
            case Statement.Assume s -> "assume " + of(s.condition());
            case Statement.AssumeMember s -> "assume " + s.name() + " in " + s.space();
            case Statement.Import s -> "import " + s.path();
            case Statement.For s -> "for " + s.label() + " in " + of(s.range()) + block(s.body());
            case Statement.If s -> "if " + of(s.condition()) + block(s.then()) + (s.otherwise().isEmpty() ? "" : " else" + block(s.otherwise()));
            case Statement.Prose s -> "prose " + s.text().replace("\n", "⏎");
        };
    }

    private static String space(List<Tree> sizes, List<String> properties) {
        return (sizes.isEmpty() ? "" : "[" + list(sizes) + "]") + properties.stream().map(p -> " " + p).collect(Collectors.joining());
    }

    private static String block(List<Statement> statements) {
        return " {" + statements(statements, "; ") + "}";
    }
}
