package dev.fluxion.cli.script;

import dev.fluxion.codegen.Kernels;
import dev.fluxion.codegen.Mode;
import dev.fluxion.codegen.Precision;
import dev.fluxion.codegen.VectorFunction;
import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Plural;
import dev.fluxion.grammar.Tree;
import dev.fluxion.nn.tensor.DoubleTensor;
import dev.fluxion.nn.tensor.Tensor;
import dev.fluxion.nn.train.Precisions;
import dev.fluxion.symbolic.ArrayOf;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Selection;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.Topology;
import dev.fluxion.symbolic.calculus.Stabilizer;
import dev.fluxion.symbolic.evaluate.Evaluator;
import dev.fluxion.symbolic.evaluate.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Numbers for pictures and tables: values of expressions in which parameters have their present values. */
final class Numerics {
    private final Session session;
    private Map<String, Value> parameters = Map.of();

    Numerics(Session session) {
        this.session = session;
    }

    /** A function of several numbers. */
    @FunctionalInterface
    interface Function {
        /** The value; NaN where there is none. */
        double at(double... point);

        /** Whether a million values take a moment only. */
        default boolean isFast() {
            return false;
        }
    }

    private record Compiled(VectorFunction function, int inputs) implements Function {
        @Override
        public double at(double... point) {
            double[] out = new double[1];
            function.apply(Arrays.copyOf(point, inputs), out);
            return out[0];
        }

        @Override
        public boolean isFast() {
            return true;
        }
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
        requireOnly(expression, List.of(), tree);
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

    /** The function of some scalar variables that an expression describes. */
    Function function(Expression expression, List<Symbol> variables, Tree at) {
        requireOnly(expression, variables, at);
        if (!expression.isScalar()) {
            throw new FluxionException(Diagnostic.of(Diagnostic.Code.SHAPE, "a plotted function has numbers as values, but this has shape " + expression.shape(),
                    at.span()));
        }
        boolean plain = Topology.of(expression).nodes().stream().allMatch(Expression::isScalar) && parameters(expression).isEmpty();
        if (plain) {
            try {
                return compiled(expression, variables);
            } catch (FluxionException e) {
                if (e.diagnostic().code() != Diagnostic.Code.UNSUPPORTED && e.diagnostic().code() != Diagnostic.Code.NAME) {
                    throw e;
                }
                return interpreted(expression, variables); // what is not compiled yet is interpreted
            }
        }
        return interpreted(expression, variables);
    }

    private static Function compiled(Expression expression, List<Symbol> variables) {
        return new Compiled(Kernels.compile(List.of(expression), variables, Mode.STRICT), variables.size());
    }

    private Function interpreted(Expression expression, List<Symbol> variables) {
        Map<String, Value> values = new HashMap<>(parameters(expression));
        return point -> {
            for (int i = 0; i < variables.size(); i++) {
                values.put(variables.get(i).name(), Value.of(point[i]));
            }
            return Evaluator.evaluate(expression, values).scalar();
        };
    }

    /** The components of a vector, or the scalar alone. */
    static List<Expression> components(Expression expression) {
        if (expression.isScalar()) {
            return List.of(expression);
        }
        if (expression instanceof ArrayOf array && array.shape().rank() == 1) {
            return array.operands();
        }
        if (expression.shape().rank() != 1 || !expression.shape().size(0).isLiteral()) {
            return List.of();
        }
        List<Expression> parts = new ArrayList<>();
        for (int i = 1; i <= expression.shape().size(0).literal(); i++) {
            parts.add(Selection.of(expression, 0, i));
        }
        return parts;
    }

    private void requireOnly(Expression expression, List<Symbol> variables, Tree at) {
        for (Symbol symbol : Substitution.variables(expression)) {
            if (symbol.role() == Symbol.Role.VARIABLE && !variables.contains(symbol) && session.data().value(symbol).isEmpty()) {
                boolean several = variables.size() > 1;
                String hint = variables.isEmpty() ? "give it a range: " + symbol.name() + " = -3..3, or a value: " + symbol.name() + " = 1"
                        : "only " + String.join(" and ", variables.stream().map(Symbol::name).toList()) + (several ? " have ranges" : " has a range")
                                + (several ? "; give it a value before: " : "; add " + symbol.name() + " = -3..3, or give it a value before: ") + symbol.name() + " = 1";
                throw new FluxionException(Diagnostic.of(Diagnostic.Code.NAME, "'" + symbol.name() + "' has no value here", at.span()).withHint(hint));
            }
        }
    }
}
