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
import dev.fluxion.symbolic.evaluate.Evaluator;
import dev.fluxion.symbolic.evaluate.ScalarValues;
import dev.fluxion.symbolic.number.Rational;
import dev.fluxion.symbolic.operator.Operator;
import dev.fluxion.symbolic.operator.Stepwise;
import dev.fluxion.symbolic.print.Presenter;
import dev.fluxion.symbolic.rewrite.Assumptions;
import dev.fluxion.symbolic.rewrite.Domains;
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

    RuleApplication.Notes of(Expression node, RuleApplication application) {
        List<Expression> parts = application.parts();
        List<Tree> conditions = conditions(node).stream().filter(condition -> !Assumptions.NONE.prove(condition))
                .filter(condition -> !condition.operands().stream().allMatch(side -> Substitution.variables(side).isEmpty()))
                .map(Presenter::tree).toList();
        return new RuleApplication.Notes(letters(node, parts), conditions, application.rule().equals(SinglePointCases.RULE) ? List.of() : conventions(node));
    }

    private List<String> conventions(Expression node) {
        return switch (node) {
            case Apply apply -> conventions(apply);
            case Piecewise piecewise when meetsEnds(piecewise) -> Kinks.agreed(piecewise).map(text -> "where cases meet: " + text).stream().toList();
            case Constant _, Symbol _, Sum _, Product _, Power _, Reduction _, MatrixFunction _, Piecewise _, Call _, ArrayOf _, Selection _, Bound _, Fold _,
                    Indicator _ -> List.of();
        };
    }

    private boolean meetsEnds(Piecewise piecewise) {
        return piecewise.cases().stream().anyMatch(each -> each.condition().operands().stream().anyMatch(depends));
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

    // Where the function has a derivative: at an end of its domain its slope need not have a value.
    private List<Condition> domain(Apply apply) {
        Operator operator = apply.operator();
        if (operator.domain().equals("true")) {
            return operator.kink().isPresent() ? List.of() : ofSlopes(apply);
        }
        Names names = Names.lenient();
        Map<Expression, Expression> values = new HashMap<>();
        for (int i = 0; i < Math.min(operator.operands().size(), apply.operands().size()); i++) {
            Symbol operand = Symbol.of(operator.operands().get(i));
            names.declare(operand);
            values.put(operand, apply.operands().get(i));
        }
        Condition domain = Formulas.condition(operator.domain(), names);
        return parts(domain).stream().map(part -> hasSlopeAtItsEnd(operator, part) ? part : strict(part))
                .map(part -> part.map(side -> Substitution.replace(side, values))).toList();
    }

    // What the derivatives ask for, of a function that is defined everywhere.
    private List<Condition> ofSlopes(Apply apply) {
        return Ties.of(apply, depends).stream().flatMap(share -> parts(Domains.lost(share.slope(), Constant.ZERO, Assumptions.NONE)).stream()
                .map(condition -> ofOperand(condition, apply, share.slope()))).distinct().toList();
    }

    // A function that rises everywhere and is 0 at 0 is 0 nowhere else.
    private static Condition ofOperand(Condition condition, Apply apply, Expression slope) {
        boolean rises = apply.operands().size() == 1 && condition.equals(unequal(apply)) && Assumptions.NONE.and(condition).prove(positive(slope));
        return rises && Evaluator.scalar(Apply.of(apply.operator(), Constant.ZERO), Map.of()) == 0 ? unequal(apply.operands().getFirst()) : condition;
    }

    private static List<Condition> parts(Condition condition) {
        return condition instanceof Condition.All all ? all.parts() : List.of(condition);
    }

    private static boolean hasSlopeAtItsEnd(Operator operator, Condition condition) {
        if (operator.operands().size() != 1 || !(condition instanceof Condition.Comparison(Condition.Relation relation, Expression left, Expression right))
                || relation != Condition.Relation.LESS_EQUAL && relation != Condition.Relation.GREATER_EQUAL) {
            return true;
        }
        Expression end = left instanceof Constant ? left : right;
        Symbol operand = Symbol.of(operator.operands().getFirst());
        Expression slope = RowFormulas.derivative(operator, 0, List.of(operand), Apply.of(operator, operand));
        return !(end instanceof Constant) || Double.isFinite(new ScalarValues(slope).at(Map.of(operand.name(), Evaluator.scalar(end, Map.of()))));
    }

    private static Condition strict(Condition condition) {
        return condition instanceof Condition.Comparison(Condition.Relation relation, Expression left, Expression right)
                ? Condition.compare(relation == Condition.Relation.LESS_EQUAL ? Condition.Relation.LESS : Condition.Relation.GREATER, left, right) : condition;
    }
}
