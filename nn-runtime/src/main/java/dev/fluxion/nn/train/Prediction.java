package dev.fluxion.nn.train;

import dev.fluxion.codegen.Precision;
import dev.fluxion.nn.tensor.DoubleTensor;
import dev.fluxion.nn.tensor.Tensor;
import dev.fluxion.nn.tensor.TensorShape;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Symbol;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Values of an expression for rows of data. */
public final class Prediction {
    private Prediction() {}

    /**
     * The value at all rows of the data, in double precision if a parameter is, else in single precision.
     *
     * @param data tensors of variables; the first axis of each runs over rows
     * @param parameters values of the parameters; those that do not occur are passed over
     * @throws dev.fluxion.grammar.FluxionException if a size has no value or a symbol no tensor, a tensor is not what its declaration
     * says ({@code DOMAIN}), or the formula cannot be compiled
     */
    public static Tensor values(Expression expression, Map<Symbol, ? extends Tensor> data, Map<Symbol, ? extends Tensor> parameters,
            Trainer.KernelSource source) {
        List<Symbol> occurring = Substitution.variables(expression);
        data.forEach(DeclaredData::check);
        Precision precision = parameters.values().stream().anyMatch(DoubleTensor.class::isInstance) ? Precision.DOUBLE : Precision.FLOAT;
        Map<Symbol, Object> given = new LinkedHashMap<>();
        DataSizes found = new DataSizes();
        data.forEach((symbol, tensor) -> {
            DataSizes.requireRank(symbol, tensor);
            found.add(symbol, tensor.shape().sizes());
            given.put(symbol, Precisions.in(precision, tensor).array());
        });
        Map<String, Long> sizes = found.named();
        parameters.forEach((symbol, value) -> {
            if (occurring.contains(symbol)) {
                DeclaredData.check(symbol, value);
                given.put(symbol, Precisions.in(precision, value).array());
            }
        });
        Tensor out = Precisions.zeros(precision, shape(expression, sizes));
        source.compile(List.of(expression), new ArrayList<>(given.keySet()), sizes, precision)
                .run(given.values().toArray(), new Object[] {out.array()});
        return out;
    }

    /** The sizes of an expression's axes. */
    static TensorShape shape(Expression expression, Map<String, Long> sizes) {
        return TensorShape.of(expression.shape().sizes().stream().mapToInt(size -> Math.toIntExact(size.value(sizes::get))).toArray());
    }
}
