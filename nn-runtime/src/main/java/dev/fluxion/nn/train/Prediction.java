package dev.fluxion.nn.train;

import dev.fluxion.nn.tensor.FloatTensor;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Symbol;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Values of an expression for rows of data. */
public final class Prediction {
    private Prediction() {}

    /**
     * The value at all rows of the data, row-major.
     *
     * @param data tensors of variables; the first axis of each runs over rows
     * @param parameters values of the parameters; those that do not occur are passed over
     */
    public static float[] values(Expression expression, Map<Symbol, FloatTensor> data, Map<Symbol, float[]> parameters, Trainer.KernelSource source) {
        List<Symbol> occurring = dev.fluxion.symbolic.Substitution.variables(expression);
        Map<Symbol, float[]> given = new LinkedHashMap<>();
        Map<String, Long> sizes = new HashMap<>();
        data.forEach((symbol, tensor) -> {
            given.put(symbol, tensor.array());
            for (int axis = 0; axis < symbol.shape().rank(); axis++) {
                if (!symbol.shape().size(axis).isLiteral()) {
                    sizes.put(symbol.shape().size(axis).toString(), (long) tensor.shape().size(axis));
                }
            }
        });
        parameters.forEach((symbol, value) -> {
            if (occurring.contains(symbol)) {
                given.put(symbol, value);
            }
        });
        int entries = Math.toIntExact(expression.shape().sizes().stream().mapToLong(size -> size.value(sizes::get)).reduce(1, Math::multiplyExact));
        float[][] out = {new float[entries]};
        source.compile(List.of(expression), new ArrayList<>(given.keySet()), sizes).run(given.values().toArray(float[][]::new), out);
        return out[0];
    }
}
