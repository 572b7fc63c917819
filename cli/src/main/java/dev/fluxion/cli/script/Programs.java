package dev.fluxion.cli.script;

import dev.fluxion.codegen.Kernels;
import dev.fluxion.codegen.Mode;
import dev.fluxion.codegen.Precision;
import dev.fluxion.codegen.TensorKernels;
import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Tree;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.calculus.Differentiation;
import dev.fluxion.symbolic.calculus.Stabilizer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** {@code show program(f)}: what compilation makes of a formula and its gradient. */
final class Programs {
    static final String NAME = "program";

    private final Session session;

    Programs(Session session) {
        this.session = session;
    }

    /** Prints the programs of a formula of numbers with the sizes of its bytecode, or the plan of one of tensors at sizes named in the call. */
    void show(Tree.Call call) {
        Operands operands = new Operands(call, session.elaborator());
        Expression function = session.elaborator().scalar(operands.required(0, "a formula"), "a formula");
        if (call.operands().size() > 1) {
            throw Operands.problem("'" + NAME + "' takes 1 operand, but " + call.operands().size() + " were given", call.operands().get(1),
                    "sizes have names: program(loss, n = 100)");
        }
        List<Symbol> inputs = Substitution.variables(function);
        String text = inputs.stream().allMatch(Expression::isScalar) ? ofNumbers(function, inputs, operands) : ofTensors(function, inputs, operands);
        session.print(text.stripTrailing(), "");
    }

    private static String ofNumbers(Expression function, List<Symbol> inputs, Operands operands) {
        operands.finish();
        return inputs(inputs) + Kernels.explain(function, Differentiation.gradient(function, inputs), inputs, Mode.FAST);
    }

    private static String inputs(List<Symbol> inputs) {
        StringBuilder text = new StringBuilder();
        IntStream.range(0, inputs.size()).forEach(i -> text.append("input ").append(i).append(": ").append(inputs.get(i).name()).append('\n'));
        return text.toString();
    }

    // As training compiles it: the loss in its stable form, with the gradients of all parameters.
    private static String ofTensors(Expression function, List<Symbol> inputs, Operands operands) {
        Map<String, Long> sizes = sizes(inputs, operands);
        operands.finish();
        Expression stable = Stabilizer.stabilize(function).expression();
        List<Expression> outputs = new ArrayList<>(Differentiation.gradient(stable, Shows.parameters(function)));
        outputs.addFirst(stable);
        return TensorKernels.program(outputs, inputs, sizes).explain(Precision.DOUBLE);
    }

    private static Map<String, Long> sizes(List<Symbol> inputs, Operands operands) {
        Map<String, Long> sizes = new LinkedHashMap<>();
        TreeSet<String> missing = new TreeSet<>();
        inputs.stream().flatMap(symbol -> symbol.shape().sizes().stream()).flatMap(size -> size.names().stream()).distinct().forEach(name -> {
            if (operands.named(name).isPresent()) {
                sizes.put(name, (long) operands.whole(name, 1, Integer.MAX_VALUE));
            } else {
                missing.add(name);
            }
        });
        if (!missing.isEmpty()) {
            throw new FluxionException(Diagnostic.of(Diagnostic.Code.NAME, "a program of tensors needs their sizes, but not known is "
                    + String.join(", ", missing), operands.call().span()).withHint("write " + NAME + "(…, " + missing.first() + " = 100)"));
        }
        return sizes;
    }
}
