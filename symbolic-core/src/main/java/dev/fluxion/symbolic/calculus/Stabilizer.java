package dev.fluxion.symbolic.calculus;

import dev.fluxion.symbolic.Apply;
import dev.fluxion.symbolic.Batch;
import dev.fluxion.symbolic.BottomUp;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Power;
import dev.fluxion.symbolic.Piecewise;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Condition;
import dev.fluxion.symbolic.MatrixFunction;
import dev.fluxion.symbolic.Product;
import dev.fluxion.symbolic.Reduction;
import dev.fluxion.symbolic.Selection;
import dev.fluxion.symbolic.Shape;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.evaluate.Declared;
import dev.fluxion.symbolic.evaluate.Evaluator;
import dev.fluxion.symbolic.evaluate.Value;
import dev.fluxion.symbolic.operator.Elementary;
import dev.fluxion.symbolic.operator.Stepwise;
import dev.fluxion.symbolic.operator.TensorRows;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Takes stable forms before anything is differentiated, as named steps, so that a gradient is stable by construction: the logarithm of a
 * softmax becomes a difference with logsumexp, that of a logistic function a softplus, as their rows say.
 *
 * <p>Source: P. Blanchard, D. J. Higham, N. J. Higham, Accurately Computing the Log-Sum-Exp and Softmax Functions (IMA J. Numer. Anal. 41,
 * 2021); the identities stand in the rows of the table.
 */
public final class Stabilizer {
    /** One replacement. */
    public record Step(String rule, Expression before, Expression after) {}

    /** The stable expression and the steps to it. */
    public record Stable(Expression expression, List<Step> steps) {}

    private Stabilizer() {}

    /** The stable form of an expression; the same one, without steps, where nothing is to be done. */
    public static Stable stabilize(Expression expression) {
        List<Step> steps = new ArrayList<>();
        Expression result = BottomUp.rewrite(expression, node -> stable(node, false, steps));
        return new Stable(result, List.copyOf(steps));
    }


    /** The stable forms of several expressions: what they share is looked through once. */
    public static List<Expression> stable(List<Expression> expressions) {
        List<Step> steps = new ArrayList<>();
        return BottomUp.rewrite(expressions, node -> stable(node, false, steps));
    }

    /**
     * The stable form of an expression that is to be evaluated or differentiated at a point, and not to be read: any product with a logarithm is 0 where
     * both factors of an entry are, so that its derivative is 0 there too.
     */
    public static Expression forValues(Expression expression) {
        return forValues(List.of(expression)).getFirst();
    }

    /** The same for several expressions: what they share is looked through once. */
    public static List<Expression> forValues(List<Expression> expressions) {
        List<Step> steps = new ArrayList<>();
        return BottomUp.rewrite(expressions, node -> stable(node, true, steps));
    }

    /**
     * The value of an expression in double precision, in its stable form.
     *
     * @throws dev.fluxion.grammar.FluxionException as the evaluator; {@code DOMAIN} too if a value is not what the declaration of its symbol says
     * @see Evaluator#evaluate(Expression, Map)
     */
    public static Value value(Expression expression, Map<String, Value> values) {
        return value(expression, values, Evaluator.sizes(Substitution.variables(expression), values));
    }

    /** The same where sizes are given too. */
    public static Value value(Expression expression, Map<String, Value> values, Map<String, Long> sizes) {
        Declared.check(Substitution.variables(expression), values);
        return Evaluator.evaluate(forValues(knowing(expression, values, List.of())), values, sizes);
    }

    /**
     * The expression with matrices declared {@code onehot} whose values are, which stable forms make use of.
     *
     * @param except those whose entries may change
     */
    public static Expression knowing(Expression expression, Map<String, Value> values, List<Symbol> except) {
        Map<Expression, Expression> declared = new HashMap<>();
        for (Symbol symbol : Substitution.variables(expression)) {
            if (symbol.shape().rank() == 2 && !except.contains(symbol) && symbol.properties().isEmpty() && values.get(symbol.name()) instanceof Value value
                    && Declared.isOneHot(value)) {
                declared.put(symbol, Symbol.of(symbol.name(), symbol.shape(), symbol.role(), Set.of(Symbol.Property.ONEHOT)));
            }
        }
        return declared.isEmpty() ? expression : Substitution.replace(expression, declared);
    }

    private static Expression stable(Expression node, boolean forValues, List<Step> steps) {
        StableForms.Form form = StableForms.of(node, forValues);
        if (!form.after().equals(node)) {
            steps.add(new Step(form.rule(), node, form.after()));
            return form.after();
        }
        return ofTable(node, forValues, steps);
    }

    /** The stable logarithm of what has one in its row. */
    static Expression logarithm(Expression positive) {
        return ofTable(Apply.of(Elementary.LOGARITHM, positive), false, new ArrayList<>());
    }

    private static Expression ofTable(Expression node, boolean forValues, List<Step> steps) {
        if (!(node instanceof Apply apply) || apply.operator() != Elementary.LOGARITHM) {
            return node;
        }
        Expression after = switch (apply.operand()) {
            case Reduction r when r.operator().stableLogarithm().isPresent() -> alongAxis(r, r.operator().stableLogarithm().get());
            case Apply inner when inner.operator().stableLogarithm().isPresent() ->
                RowFormulas.instantiate(inner.operator(), inner.operator().stableLogarithm().get(), inner.operands(), inner);
            case Apply size when size.operator() == Stepwise.ABSOLUTE && size.operand() instanceof MatrixFunction m && m.operator() == TensorRows.DETERMINANT ->
                MatrixFunction.of(TensorRows.LOG_DETERMINANT, m.operands());
            case MatrixFunction m when m.operator() == TensorRows.DETERMINANT -> ofDeterminant(apply, m, forValues);
            case Product turned when isTurned(turned) -> {
                Expression logarithm = Apply.of(Elementary.LOGARITHM, turned.factors().getFirst());
                Expression inner = ofTable(logarithm, forValues, new ArrayList<>());
                yield inner.equals(logarithm) ? node : turned.withOperands(List.of(inner));
            }
            case Selection chosen -> {
                Expression logarithm = Apply.of(Elementary.LOGARITHM, chosen.operand());
                Expression inner = logarithm instanceof Apply log ? stable(log, forValues, new ArrayList<>()) : logarithm;
                yield inner.equals(logarithm) && logarithm instanceof Apply ? apply : Selection.of(inner, chosen.axis(), chosen.position());
            }
            case Product product -> ChosenLogarithms.of(product, logarithm -> stable(logarithm, forValues, new ArrayList<>())).orElse(apply);
            default -> apply;
        };
        if (after != node) {
            steps.add(new Step("stable form: logarithm of " + name(apply.operand()), node, after));
        }
        return after;
    }

    // logdet has values for negative determinants too: to be read, it holds where the logarithm does; to be evaluated, it keeps to where that is. A
    // negative determinant that underflows is -0, whose inverse is not positive.
    private static Expression ofDeterminant(Apply logarithm, MatrixFunction determinant, boolean forValues) {
        Expression stable = MatrixFunction.of(TensorRows.LOG_DETERMINANT, determinant.operands());
        if (!forValues || determinant.operands().getFirst() instanceof Symbol matrix && matrix.is(Symbol.Property.POSITIVE_DEFINITE)) {
            return stable;
        }
        Condition negative = Condition.any(List.of(Condition.compare(Condition.Relation.LESS, determinant, Constant.ZERO),
                Condition.compare(Condition.Relation.LESS, Power.of(determinant, -1), Constant.ZERO)));
        return Piecewise.of(List.of(new Piecewise.Case(negative, logarithm)), stable);
    }

    // The entries of one tensor at other places.
    private static boolean isTurned(Product product) {
        return product.factors().size() == 1 && product.coefficient().isOne() && product.deltas().isEmpty() && !product.isContraction() && !product.shape().isScalar();
    }

    private static String name(Expression function) {
        return function instanceof Product turned ? isTurned(turned) ? name(turned.factors().getFirst()) : "chosen entries"
                : function instanceof Reduction r ? r.operator().name()
                : function instanceof Selection ? "chosen entries" : function instanceof MatrixFunction m ? m.operator().name() : ((Apply) function).operator().name();
    }

    private static Expression alongAxis(Reduction reduction, String text) {
        int rank = reduction.operand().shape().rank();
        List<String> other = IntStream.range(0, rank - 1).mapToObj(i -> "axis" + i).toList();
        Map<Symbol, Batch.Batched> replacements = new HashMap<>();
        replacements.put(RowFormulas.tensor("x", Shape.of(RowFormulas.SLICE)),
                new Batch.Batched(PullBack.axisLast(reduction.operand(), 0, reduction.axis()), other));
        Expression formula = RowFormulas.slice(reduction.operator(), text);
        Expression stable = new Batch(replacements, Map.of(RowFormulas.SLICE, reduction.operand().shape().size(reduction.axis()))).apply(formula, other);
        return PullBack.axisBack(stable, 0, reduction.axis());
    }
}
