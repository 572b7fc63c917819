package dev.fluxion.cli.script;

import dev.fluxion.codegen.Precision;
import dev.fluxion.codegen.TensorInterpreter;
import dev.fluxion.codegen.TensorKernels;
import dev.fluxion.codegen.TensorProgram;
import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Tree;
import dev.fluxion.nn.train.CompiledKernels;
import dev.fluxion.nn.train.Trainer;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Size;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.calculus.Differentiation;
import dev.fluxion.symbolic.calculus.Stabilizer;
import dev.fluxion.symbolic.evaluate.Evaluator;
import dev.fluxion.symbolic.evaluate.Value;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * {@code show speed(f, X = …)}: how long one value of a formula with its gradient takes in each form that it has here, all measured in turn on the
 * same data, and beside a loop written by hand where one is named. Every form must give what the formula gives.
 */
final class Speeds {
    static final String NAME = "speed";
    private static final int ROUNDS = 7;
    private static final long ROUND = 15_000_000; // nanoseconds of each form in a round
    private static final int WARMING = 12; // rounds in which the machine compiles what runs often
    private static final int CALLS = 8; // between looks at the clock
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final double SAME = 1e-9; // sums of 10,000 terms in another order

    private final Session session;
    private final Map<Symbol, Value> inputs = new LinkedHashMap<>();
    private final List<Expression> outputs = new ArrayList<>();

    Speeds(Session session) {
        this.session = session;
    }

    private record Form(String name, Supplier<double[]> work) {}

    /** Measures and prints. */
    void show(Tree.Call call) {
        Operands operands = new Operands(call, session.elaborator());
        Expression function = session.elaborator().scalar(operands.required(0, "a formula"), "a formula");
        Expression stable = Stabilizer.stabilize(function).expression();
        Substitution.variables(function).forEach(symbol -> inputs.put(symbol, value(symbol, operands)));
        outputs.add(stable);
        outputs.addAll(Differentiation.gradient(stable, Shows.parameters(function)));
        try (CompiledKernels kernels = new CompiledKernels(1)) {
            List<Form> forms = forms(kernels);
            operands.named("by_hand").ifPresent(tree -> forms.add(byHand(tree)));
            operands.finish();
            double[] expected = forms.getFirst().work.get();
            for (Form form : forms) {
                requireSame(form, expected, call);
            }
            print(forms, measured(forms));
        }
    }

    private Value value(Symbol symbol, Operands operands) {
        Optional<Tree> given = operands.named(symbol.name());
        if (given.isEmpty() && symbol.role() == Symbol.Role.PARAMETER) {
            return Numerics.value(session.networks().model().values().get(symbol));
        }
        Tree tree = given.orElseThrow(() -> Operands.problem("'" + NAME + "' needs data for " + symbol.name(), operands.call(), "add " + symbol.name() + " = …"));
        Value value = new Numerics(session).value(tree);
        if (value.rank() != symbol.shape().rank()) {
            throw new FluxionException(Diagnostic.of(Diagnostic.Code.SHAPE, "'" + symbol.name() + "' has shape " + symbol.shape() + ", but this has "
                    + value.rank() + (value.rank() == 1 ? " axis" : " axes"), tree.span()));
        }
        return value;
    }

    private Map<String, Long> sizes() {
        Map<String, Long> sizes = new HashMap<>();
        inputs.forEach((symbol, value) -> {
            for (int axis = 0; axis < value.rank(); axis++) {
                Size size = symbol.shape().size(axis);
                if (!size.isLiteral()) {
                    sizes.put(size.toString(), (long) value.sizes()[axis]);
                }
            }
        });
        return sizes;
    }

    private List<Form> forms(CompiledKernels kernels) {
        Map<String, Value> named = new HashMap<>();
        inputs.forEach((symbol, value) -> named.put(symbol.name(), value));
        List<Symbol> symbols = List.copyOf(inputs.keySet());
        double[][] arrays = inputs.values().stream().map(Value::entries).toArray(double[][]::new);
        TensorProgram program = TensorKernels.program(outputs, symbols, sizes());
        TensorInterpreter interpreter = new TensorInterpreter(program);
        double[][] results = interpreter.run(arrays);
        List<Form> forms = new ArrayList<>();
        forms.add(new Form("formula, interpreted", () -> flat(outputs.stream().map(output -> Evaluator.evaluate(output, named).entries()).toArray(double[][]::new))));
        forms.add(new Form("program, interpreted", () -> flat(interpreter.run(arrays))));
        Trainer.Kernel kernel = kernels.compile(outputs, symbols, sizes(), Precision.DOUBLE);
        forms.add(new Form("program as bytecode", () -> {
            kernel.run(arrays, results);
            return flat(results);
        }));
        return forms;
    }

    private Form byHand(Tree tree) {
        if (!(tree instanceof Tree.Call call) || !call.name().equals(LoopByHand.NAME)) {
            throw Operands.problem("a loop by hand is expected here", tree, "there is " + LoopByHand.NAME + "(X, Y, m, b), of the loss sum((m*X + b - Y) .^ 2)/n");
        }
        List<double[]> arrays = call.operands().stream().map(operand -> inputs.entrySet().stream()
                .filter(each -> operand instanceof Tree.Name name && each.getKey().name().equals(name.name())).map(each -> each.getValue().entries()).findFirst()
                .orElseThrow(() -> Operands.problem("an input of the formula is expected here", operand, ""))).toList();
        if (arrays.size() != 4 || arrays.get(0).length != arrays.get(1).length || arrays.get(2).length != 1 || arrays.get(3).length != 1) {
            throw Operands.problem("two vectors of one length and two numbers are expected here", tree, "write " + LoopByHand.NAME + "(X, Y, m, b)");
        }
        // The gradient stands in the order of the parameters' names.
        List<Symbol> parameters = Shows.parameters(outputs.getFirst());
        boolean slopeFirst = parameters.getFirst().name().equals(((Tree.Name) call.operands().get(2)).name());
        double[] out = new double[3];
        return new Form("loop by hand in Java", () -> {
            LoopByHand.lineLoss(arrays.get(0), arrays.get(1), arrays.get(2)[0], arrays.get(3)[0], slopeFirst, out);
            return out;
        });
    }

    private static double[] flat(double[][] parts) {
        double[] all = new double[java.util.Arrays.stream(parts).mapToInt(part -> part.length).sum()];
        int at = 0;
        for (double[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }

    private static void requireSame(Form form, double[] expected, Tree.Call call) {
        double[] got = form.work.get();
        boolean same = got.length == expected.length;
        for (int i = 0; same && i < got.length; i++) {
            same = Math.abs(got[i] - expected[i]) <= SAME * Math.max(1, Math.abs(expected[i])) || Double.isNaN(got[i]) && Double.isNaN(expected[i]);
        }
        if (!same) {
            throw Operands.problem("the " + form.name + " does not compute this formula and its gradient", call, "");
        }
    }

    // The forms take turns, so that a disturbance of the machine meets all; the best round of each counts, the first is for warming up. What counts
    // is the time that the processor spends on this thread, so that other programs make no difference.
    private static double[] measured(List<Form> forms) {
        double[] best = new double[forms.size()];
        java.util.Arrays.fill(best, Double.POSITIVE_INFINITY);
        for (int round = 0; round <= ROUNDS; round++) {
            for (int i = 0; i < best.length; i++) {
                long start = THREADS.getCurrentThreadCpuTime();
                long calls = 0;
                long spent;
                do {
                    forms.get(i).work.get();
                    calls++;
                    spent = calls % CALLS == 0 ? THREADS.getCurrentThreadCpuTime() - start : 0;
                } while (spent < ROUND * (round == 0 ? WARMING : 1));
                best[i] = round == 0 ? best[i] : Math.min(best[i], (double) spent / calls);
            }
        }
        return best;
    }

    private void print(List<Form> forms, double[] nanoseconds) {
        double unit = nanoseconds[nanoseconds.length - 1];
        String against = forms.getLast().name;
        List<List<String>> rows = new ArrayList<>();
        for (int i = 0; i < nanoseconds.length; i++) {
            rows.add(List.of(forms.get(i).name, String.format(Locale.ROOT, "%.2f µs", nanoseconds[i] / 1000), String.format(Locale.ROOT, "%.2f×", nanoseconds[i] / unit)));
        }
        List<String> heads = List.of("form", "time", "beside the " + against);
        session.print(new Output(TableText.aligned(heads, rows), "", new Output.Tabled(heads, rows, List.of())));
    }
}
