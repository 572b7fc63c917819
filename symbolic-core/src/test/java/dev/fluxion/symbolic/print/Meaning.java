package dev.fluxion.symbolic.print;

import dev.fluxion.grammar.Tree;
import java.util.ArrayList;
import java.util.List;

/** The value of a tree, in which all but sums, products and quotients are functions without laws. */
final class Meaning {
    private Meaning() {}

    static double of(Tree tree) {
        return switch (tree) {
            case Tree.Number n -> n.value().doubleValue();
            case Tree.Name name -> Mixing.of(name.name());
            case Tree.Text text -> throw new AssertionError(text);
            case Tree.Chain chain -> chain(chain);
            case Tree.Prefix p -> p.operator() == Tree.PrefixOperator.NOT ? Mixing.of("not", of(p.operand())) : -of(p.operand());
            case Tree.Power p -> Mixing.of(p.elementwise() ? "each" : "power", of(p.base()), of(p.exponent()));
            case Tree.Postfix p -> Mixing.of(p.operator() == Tree.PostfixOperator.FACTORIAL ? "!" : "top", of(p.operand()));
            case Tree.Call call -> call(call);
            case Tree.Element element -> throw new AssertionError(element);
            case Tree.Range range -> throw new AssertionError(range);
            case Tree.Array array -> throw new AssertionError(array);
            case Tree.Piecewise p -> cases(p);
            case Tree.Bars bars -> Mixing.of("abs", of(bars.operand()));
            case Tree.Leibniz l -> Mixing.of("d\\partial" + l.variables().getFirst(), of(l.operand()));
        };
    }

    private static double chain(Tree.Chain chain) {
        StringBuilder relations = new StringBuilder();
        List<Double> sides = new ArrayList<>(List.of(of(chain.first())));
        double value = sides.getFirst();
        for (Tree.Link link : chain.links()) {
            double operand = of(link.operand());
            sides.add(operand);
            switch (link.operator()) {
                case PLUS -> value += operand;
                case MINUS -> value -= operand;
                case TIMES, TIMES_IMPLICIT -> value *= operand;
                case DIVIDE -> value /= operand;
                case TIMES_EACH -> value = Mixing.odd("\\odot", value, operand);
                case DIVIDE_EACH -> value = Mixing.odd("\\oslash", value, operand);
                case EQUAL -> relations.append("=");
                case NOT_EQUAL -> relations.append("\\neq");
                case LESS -> relations.append("<");
                case LESS_EQUAL -> relations.append("\\leq");
                case GREATER -> relations.append(">");
                case GREATER_EQUAL -> relations.append("\\geq");
                case AND -> relations.replace(0, relations.length(), "and");
                case OR -> relations.replace(0, relations.length(), "or");
            }
        }
        return relations.isEmpty() ? value : Mixing.of(relations.toString(), sides);
    }

    private static double call(Tree.Call call) {
        double first = call.name().equals("diff") ? 0 : of(call.operands().getFirst());
        return switch (call.name()) {
            case "sum", "prod" -> Mixing.of(call.name() + "_k=1^n", first);
            case "integrate" -> Mixing.of("intx", first);
            case "limit" -> Mixing.of("lim_x\\toa", first);
            case "subs" -> Mixing.of("at_x=a", first);
            case "log" -> Mixing.of("ln", first);
            case "factorial" -> Mixing.of("!", first);
            case "diff" -> Mixing.of("df\\partialx", ((Tree.Call) call.operands().getFirst()).operands().stream().map(Meaning::of).toList());
            default -> Mixing.of(call.name(), first);
        };
    }

    private static double cases(Tree.Piecewise piecewise) {
        List<Double> parts = new ArrayList<>();
        for (Tree.Case each : piecewise.cases()) {
            parts.add(of(each.value()));
            parts.add(of(each.condition()));
        }
        parts.add(of(piecewise.otherwise()));
        return Mixing.of("cases", parts);
    }
}
