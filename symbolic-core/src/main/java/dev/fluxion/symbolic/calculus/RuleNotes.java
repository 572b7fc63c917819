package dev.fluxion.symbolic.calculus;

import dev.fluxion.grammar.Tree;
import dev.fluxion.symbolic.Apply;
import dev.fluxion.symbolic.ArrayOf;
import dev.fluxion.symbolic.Bound;
import dev.fluxion.symbolic.Call;
import dev.fluxion.symbolic.Condition;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Fold;
import dev.fluxion.symbolic.Indicator;
import dev.fluxion.symbolic.MatrixFunction;
import dev.fluxion.symbolic.Piecewise;
import dev.fluxion.symbolic.Power;
import dev.fluxion.symbolic.Product;
import dev.fluxion.symbolic.Reduction;
import dev.fluxion.symbolic.Selection;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Sum;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.elaborate.Formulas;
import dev.fluxion.symbolic.elaborate.Names;
import dev.fluxion.symbolic.number.Rational;
import dev.fluxion.symbolic.operator.Operator;
import dev.fluxion.symbolic.operator.Stepwise;
import dev.fluxion.symbolic.print.Presenter;
import dev.fluxion.symbolic.rewrite.Assumptions;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** What a derivation says about the application of a rule: what its letters stand for, where it holds, and which conventions it follows. */
final class RuleNotes {
    private static final String LETTERS = "uvwpqrst";

    private final Predicate<Expression> depends;

    RuleNotes(Predicate<Expression> depends) {
        this.depends = depends;
    }

    RuleApplication.Notes of(Expression node, List<Expression> parts) {
        List<Tree> conditions = conditions(node).stream().filter(condition -> !Assumptions.NONE.prove(condition))
                .filter(condition -> !condition.operands().stream().allMatch(side -> Substitution.variables(side).isEmpty()))
                .map(Presenter::tree).toList();
        return new RuleApplication.Notes(letters(node, parts), conditions, node instanceof Apply apply ? conventions(apply) : List.of());
    }

    private static List<String> conventions(Apply apply) {
        return apply.operator() == Stepwise.ABSOLUTE && AbsoluteSlope.isSmooth(apply) ? List.of() : Kinks.convention(apply).stream().toList();
    }

    // Where an operand stands alone nothing has to be put in.
    private static Map<String, Expression> letters(Expression node, List<Expression> parts) {
        Map<String, Expression> letters = new LinkedHashMap<>();
        boolean names = node instanceof Apply || node instanceof Power || node instanceof Product && parts.size() == 2;
        if (names && parts.size() <= 3) {
            List<String> taken = Substitution.variables(node).stream().map(Symbol::name).toList();
            List<String> free = LETTERS.chars().mapToObj(Character::toString).filter(letter -> !taken.contains(letter)).toList();
            for (int i = 0; i < Math.min(parts.size(), free.size()); i++) {
                letters.put(free.get(i), parts.get(i));
            }
        }
        return letters;
    }

    private List<Condition> conditions(Expression node) {
        return switch (node) {
            case Power power -> power(power);
            case Product product -> product.factors().stream().filter(factor -> factor instanceof Power power && power.exponent().equals(Constant.MINUS_ONE))
                    .map(factor -> unequal(((Power) factor).base())).toList();
            case Apply apply -> domain(apply);
            case Constant _, Symbol _, Sum _, Reduction _, MatrixFunction _, Piecewise _, Call _, ArrayOf _, Selection _, Bound _, Fold _, Indicator _ -> List.of();
        };
    }

    private List<Condition> power(Power power) {
        if (depends.test(power.exponent())) {
            return List.of(positive(power.base()));
        }
        if (!(power.exponent() instanceof Constant c && c.value() instanceof Rational exponent)) {
            return List.of();
        }
        if (exponent.isWhole()) {
            return exponent.signum() < 0 ? List.of(unequal(power.base())) : List.of();
        }
        return exponent.compareTo(Rational.ONE) < 0 ? List.of(positive(power.base()))
                : List.of(Condition.compare(Condition.Relation.GREATER_EQUAL, power.base(), Constant.ZERO));
    }

    private static Condition positive(Expression expression) {
        return Condition.compare(Condition.Relation.GREATER, expression, Constant.ZERO);
    }

    private static Condition unequal(Expression expression) {
        return Condition.compare(Condition.Relation.NOT_EQUAL, expression, Constant.ZERO);
    }

    private static List<Condition> domain(Apply apply) {
        Operator operator = apply.operator();
        if (operator.domain().equals("true")) {
            return List.of();
        }
        Names names = Names.lenient();
        Map<Expression, Expression> values = new HashMap<>();
        for (int i = 0; i < Math.min(operator.operands().size(), apply.operands().size()); i++) {
            Symbol operand = Symbol.of(operator.operands().get(i));
            names.declare(operand);
            values.put(operand, apply.operands().get(i));
        }
        Condition domain = Formulas.condition(operator.domain(), names).map(side -> Substitution.replace(side, values));
        return domain instanceof Condition.All all ? all.parts() : List.of(domain);
    }
}
