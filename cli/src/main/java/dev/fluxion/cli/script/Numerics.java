package dev.fluxion.cli.script;

import dev.fluxion.codegen.Precision;
import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Plural;
import dev.fluxion.grammar.Span;
import dev.fluxion.grammar.Tree;
import dev.fluxion.nn.tensor.DoubleTensor;
import dev.fluxion.nn.tensor.Tensor;
import dev.fluxion.nn.train.Precisions;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.calculus.Stabilizer;
import dev.fluxion.symbolic.evaluate.Value;
import dev.fluxion.typeset.figure.Formulas;
import dev.fluxion.typeset.figure.PointFunction;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Numbers for pictures and tables: values of expressions in which parameters have their present values. */
final class Numerics implements Formulas {
    private final Session session;
    private Map<String, Value> parameters = Map.of();

    Numerics(Session session) {
        this.session = session;
    }

    private Map<String, Value> parameters(Expression expression) {
        Map<String, Value> data = session.data().values(expression);
        if (data.isEmpty()) {
            return trained(expression);
        }
        data.putAll(trained(expression));
        return data;
    }

    private Map<String, Value> trained(Expression expression) {
        boolean used = Substitution.variables(expression).stream().anyMatch(symbol -> symbol.role() == Symbol.Role.PARAMETER);
        if (used && parameters.isEmpty()) {
            Map<String, Value> values = new HashMap<>();
            session.networks().model().values().forEach((symbol, tensor) -> values.put(symbol.name(), value(tensor)));
            parameters = values;
        }
        return parameters;
    }

    static Value value(Tensor tensor) {
        int[] sizes = new int[tensor.shape().rank()];
        for (int axis = 0; axis < sizes.length; axis++) {
            sizes[axis] = tensor.shape().size(axis);
        }
        return Value.of(sizes, ((DoubleTensor) Precisions.in(Precision.DOUBLE, tensor)).array());
    }

    /** The value of an expression without variables. */
    Value value(Tree tree) {
        if (tree instanceof Tree.Name name && session.networks().model().loaded(name.name()).orElse(null) instanceof Tensor data) {
            return value(data);
        }
        Expression expression = session.elaborator().read(tree).expression();
        requireOnly(expression, List.of(), tree.span());
        return Stabilizer.value(expression, parameters(expression));
    }

    /** The number that a tree stands for. */
    double number(Tree tree) {
        Value value = value(tree);
        if (value.rank() != 0) {
            throw Operands.problem("a number is expected here", tree, "this has " + Plural.of(value.sizes().length, "axis", "axes"));
        }
        return value.scalar();
    }

    /** The function of some scalar variables that an expression describes; a mistake is at the tree. */
    PointFunction function(Expression expression, List<Symbol> variables, Tree at) {
        requireOnly(expression, variables, at.span());
        return scalar(expression, variables, at.span());
    }

    @Override
    public PointFunction function(Expression expression, List<Symbol> variables) {
        requireOnly(expression, variables, Span.NONE);
        return scalar(expression, variables, Span.NONE);
    }

    private PointFunction scalar(Expression expression, List<Symbol> variables, Span at) {
        if (!expression.isScalar()) {
            throw new FluxionException(Diagnostic.of(Diagnostic.Code.SHAPE, "a plotted function has numbers as values, but this has shape " + expression.shape(), at));
        }
        return Formulas.function(expression, variables, parameters(expression));
    }

    private void requireOnly(Expression expression, List<Symbol> variables, Span at) {
        for (Symbol symbol : Substitution.variables(expression)) {
            if (symbol.role() == Symbol.Role.VARIABLE && !variables.contains(symbol) && session.data().value(symbol).isEmpty()) {
                boolean several = variables.size() > 1;
                String hint = variables.isEmpty() ? "give it a range: " + symbol.name() + " = -3..3, or a value: " + symbol.name() + " = 1"
                        : "only " + String.join(" and ", variables.stream().map(Symbol::name).toList()) + (several ? " have ranges" : " has a range")
                                + (several ? "; give it a value before: " : "; add " + symbol.name() + " = -3..3, or give it a value before: ") + symbol.name() + " = 1";
                throw new FluxionException(Diagnostic.of(Diagnostic.Code.NAME, "'" + symbol.name() + "' has no value here", at).withHint(hint));
            }
        }
    }
}
