package dev.fluxion.cli.machine;

import dev.fluxion.codegen.Kernels;
import dev.fluxion.codegen.Mode;
import dev.fluxion.symbolic.Bound;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Fold;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.Topology;
import dev.fluxion.symbolic.calculus.Stabilizer;
import dev.fluxion.symbolic.evaluate.Value;
import java.util.List;
import java.util.Map;

/** Values of scalars by compiled classes. */
final class Compiled {
    private Compiled() {}

    /** Whether every part is a scalar, no loop is left and every variable has a value; all else is for the interpreter, which says what is missing. */
    static boolean canCompile(Expression expression, Map<String, Value> at) {
        return Topology.of(expression).nodes().stream().allMatch(node -> node.isScalar()
                && !(node instanceof Bound) && !(node instanceof Fold)
                && (!(node instanceof Symbol symbol) || symbol.role() == Symbol.Role.CONSTANT || at.containsKey(symbol.name())));
    }

    static Value value(Expression expression, Map<String, Value> at) {
        List<Symbol> inputs = Topology.of(expression).nodes().stream()
                .filter(node -> node instanceof Symbol symbol && symbol.role() != Symbol.Role.CONSTANT).map(Symbol.class::cast).toList();
        double[] out = new double[1];
        Kernels.compile(List.of(Stabilizer.forValues(expression)), inputs, Mode.STRICT).apply(inputs.stream().mapToDouble(input -> at.get(input.name()).scalar()).toArray(), out);
        return Value.of(out[0]);
    }
}
