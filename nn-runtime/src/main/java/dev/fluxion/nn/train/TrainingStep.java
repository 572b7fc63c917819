package dev.fluxion.nn.train;

import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.calculus.Adjoints;
import dev.fluxion.symbolic.calculus.Stabilizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One step of training as formulas, to be compiled as one kernel: the inputs are the data, the number of the step, the parameters and the
 * state of the optimizer; the outputs are the loss, what else is watched, and the new parameters and state in the order of the inputs.
 *
 * <p>Source: by definition.
 *
 * @param data symbols that take a batch each
 * @param trained parameters, each followed by its state
 * @param watched further outputs behind the loss
 * @param outputs loss, watched, then one formula per trained symbol
 */
public record TrainingStep(List<Symbol> data, List<Symbol> trained, List<Expression> watched, List<Expression> outputs) {
    /** Copies. */
    public TrainingStep {
        data = List.copyOf(data);
        trained = List.copyOf(trained);
        watched = List.copyOf(watched);
        outputs = List.copyOf(outputs);
    }

    /**
     * The step that lowers a loss; the loss is brought into its stable form first, and differentiated in one sweep.
     *
     * @throws dev.fluxion.grammar.FluxionException {@code UNSUPPORTED} if the loss has no derivative by a parameter
     */
    public static TrainingStep of(Expression loss, List<Symbol> parameters, List<Symbol> data, Optimizer optimizer, List<Expression> watched) {
        Expression stable = Stabilizer.forValues(loss);
        Adjoints adjoints = Adjoints.of(stable, parameters);
        List<Symbol> trained = new ArrayList<>();
        List<Expression> outputs = new ArrayList<>();
        outputs.add(stable);
        outputs.addAll(watched);
        for (Symbol parameter : parameters) {
            Optimizer.Update update = optimizer.update(parameter, adjoints.gradient(parameter));
            trained.add(parameter);
            trained.addAll(update.states());
            outputs.addAll(update.updated());
        }
        return new TrainingStep(data, trained, watched, outputs);
    }

    /** For each output that is trained, the input whose place it may take. */
    public Map<Integer, Integer> updates() {
        Map<Integer, Integer> updates = new HashMap<>();
        for (int i = 1; i <= trained.size(); i++) {
            updates.put(outputs.size() - i, data.size() + 1 + trained.size() - i);
        }
        return updates;
    }

    /** The inputs of the kernel: data, the number of the step, then what is trained. */
    public List<Symbol> inputs() {
        List<Symbol> inputs = new ArrayList<>(data);
        inputs.add(Optimizer.COUNT);
        inputs.addAll(trained);
        return inputs;
    }
}
