package dev.fluxion.codegen;

import dev.fluxion.codegen.Step.Loop;
import dev.fluxion.symbolic.operator.Operator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Compiled tensors at fixed sizes. A kernel owns its arrays for intermediate values: use one per thread at a time. A run allocates nothing
 * large, and its results do not depend on how many threads {@link Parallel} uses. Exponentials, hyperbolic tangents, error functions and activations of entries are within six units in
 * the last place of the true value where that, and for silu the logistic function, is no subnormal number, in single precision eight; other functions are
 * those of the table.
 */
public final class TensorKernel {
    // In double precision, one entry after the other: 15 nanoseconds of softmax, in which lanes do as much.
    private static final long OPERATIONS_OF_A_FUNCTION = 64;

    private final TensorProgram program;
    private final Precision precision;
    private final MatrixProducts products;
    private final Multiplication multiplication;
    private final Parallel parallel;
    private final Object[] arrays;
    private final SplitLoops loops;
    private final List<Runnable> actions = new ArrayList<>(); // one for each step
    private final Runnable[] joined; // the same with loops together that may be
    private final DeclaredInputs declared;
    private final int[] replaced; // the input whose array each output may be given, or -1

    TensorKernel(TensorProgram program, DeclaredInputs declared, Precision precision, MatrixProducts products, Parallel parallel) {
        this.program = program;
        this.declared = declared;
        this.precision = precision;
        this.products = products;
        multiplication = new Multiplication(precision, products);
        this.parallel = parallel;
        arrays = new Object[program.arrays()];
        replaced = IntStream.range(0, program.outputs().size()).map(output -> program.updates().getOrDefault(output, -1)).toArray();
        int firstData = program.inputs().size() + program.outputs().size();
        for (int i = firstData; i < arrays.length; i++) {
            arrays[i] = i < firstData + program.data().size()
                    ? precision.array(Entries.array(program.data().get(i - firstData)))
                    : precision.array(program.entries(i));
        }
        loops = new SplitLoops(arrays, precision, parallel);
        program.steps().forEach(step -> actions.add(action(step)));
        joined = joined();
    }

    private Runnable[] joined() {
        List<Runnable> all = new ArrayList<>();
        for (int i = 0; i < actions.size(); i++) {
            List<Loop> together = JoinedLoops.from(program.steps(), i, program::place);
            all.add(loops.isSplit(together) ? loops.together(together) : actions.get(i));
            i += loops.isSplit(together) ? together.size() - 1 : 0;
        }
        return all.toArray(Runnable[]::new);
    }

    /**
     * Computes the outputs.
     *
     * @param inputs one array per input in the order given at compilation, {@code float[]} or {@code double[]} by precision, row-major (the last axis
     * varies fastest), a scalar of length 1; they stay as they are but for those that an output replaces
     * @param outputs one array per output, of the same kind, filled by this call; none of them is another output, or an input but that which {@link
     * TensorProgram#updates} lets it replace
     * @throws IllegalArgumentException if there are more or fewer arrays, one is of the other precision or of another length than its tensor, or an
     * output is the array of another output, or of an input that it does not replace
     * @throws dev.fluxion.grammar.FluxionException {@code DOMAIN} if an input is not what the declaration of its symbol says
     */
    public void run(Object[] inputs, Object[] outputs) {
        checkAll(inputs, outputs);
        execute(inputs, outputs);
    }

    /**
     * The same for inputs that are known to be what declarations say, as data are that were checked before: they are not looked at, which for large
     * ones takes as long as a product may. Others give results without meaning.
     *
     * @throws IllegalArgumentException as {@link #run(Object[], Object[])}
     */
    public void runDeclared(Object[] inputs, Object[] outputs) {
        checkArrays(inputs, outputs);
        execute(inputs, outputs);
    }

    /**
     * The same, telling where the time goes.
     *
     * @param nanos of each step of the program, by the clock on the wall, are added to these; one for each step
     * @throws IllegalArgumentException as {@link #run}, or if there is not one number per step
     */
    public void run(Object[] inputs, Object[] outputs, long[] nanos) {
        checkAll(inputs, outputs);
        if (nanos.length != actions.size()) {
            throw new IllegalArgumentException(nanos.length + " numbers for " + actions.size() + " steps");
        }
        bind(inputs, outputs);
        long before = System.nanoTime();
        for (int i = 0; i < nanos.length; i++) {
            actions.get(i).run();
            long after = System.nanoTime();
            nanos[i] += after - before;
            before = after;
        }
        release(inputs, outputs);
    }

    private void checkAll(Object[] inputs, Object[] outputs) {
        checkArrays(inputs, outputs);
        declared.check(inputs, precision);
    }

    private void checkArrays(Object[] inputs, Object[] outputs) {
        check(inputs, program.inputs(), "input");
        check(outputs, program.outputs(), "output");
        checkApart(inputs, outputs);
    }

    /** The same in arrays that may have room to spare. */
    void execute(Object[] inputs, Object[] outputs) {
        bind(inputs, outputs);
        for (Runnable action : joined) {
            action.run();
        }
        release(inputs, outputs);
    }

    private void bind(Object[] inputs, Object[] outputs) {
        System.arraycopy(inputs, 0, arrays, 0, inputs.length);
        System.arraycopy(outputs, 0, arrays, inputs.length, outputs.length);
    }

    private void release(Object[] inputs, Object[] outputs) {
        Arrays.fill(arrays, 0, inputs.length + outputs.length, null);
    }

    private void check(Object[] given, List<Integer> entries, String what) {
        if (given.length != entries.size()) {
            throw new IllegalArgumentException(given.length + " arrays for " + entries.size() + " " + what + "s");
        }
        for (int i = 0; i < given.length; i++) {
            if (precision.length(given[i]) != entries.get(i)) {
                throw new IllegalArgumentException(what + " " + i + " has " + precision.length(given[i]) + " entries, not " + entries.get(i));
            }
        }
    }

    // What is stored would be read as an input, or stored over.
    private void checkApart(Object[] inputs, Object[] outputs) {
        for (int i = 0; i < outputs.length; i++) {
            for (int j = 0; j < inputs.length + i; j++) {
                if (outputs[i] == (j < inputs.length ? inputs[j] : outputs[j - inputs.length]) && replaced[i] != j) {
                    throw new IllegalArgumentException("output " + i + " is the array of " + (j < inputs.length ? "input " + j : "output " + (j - inputs.length)));
                }
            }
        }
    }

    /** The program that runs. */
    public TensorProgram program() {
        return program;
    }

    /** How entries are stored. */
    public Precision precision() {
        return precision;
    }

    /** The plan in lines for people: each step with its floating-point operations, and the memory in bytes. */
    public String explain() {
        return program.explain(precision);
    }

    private Runnable action(Step step) {
        return switch (step) {
            case Loop l -> loops.loop(l);
            case Step.Clear c -> () -> clear(c);
            case Step.Multiply m -> () -> multiplication.run(m, arrays, MatrixProducts.Epilogue.NONE);
            case Step.Fused f -> fused(f);
            case Step.Windows w -> windows(w);
            case Step.Largest l -> largest(l);
            case Step.Shared s -> shared(s);
            case Step.Rows r -> rows(r);
            case Step.Extremes e -> loops.split(e.operations(), e.slices(), (from, to) -> Extremes.find(e, from, to, arrays[e.operand()], arrays[e.result()]));
            case Step.Shares s -> loops.split((long) s.slices() * s.count(), s.slices(), (from, to) -> Extremes.share(s, from, to, arrays[s.extremes()], arrays[s.result()]));
            case Step.Chosen c -> loops.chosen(c);
            case Step.Matrix m -> () -> matrix(m);
            case Step.Assemble a -> () -> assemble(a);
            case Step.Repeat r -> {
                RoundsAction rounds = new RoundsAction(r, precision, body -> new TensorKernel(body, DeclaredInputs.NONE, precision, products, parallel));
                yield () -> rounds.run(arrays);
            }
            case Step.Powers p -> powers(p);
            case Step.Sparse s -> sparse(s);
            case Step.Pick p -> loops.split(p.positions().length, p.positions().length, (from, to) -> Picks.run(p, arrays[p.operand()], arrays[p.result()], from, to));
        };
    }

    private Runnable powers(Step.Powers powers) {
        if (precision == Precision.FLOAT) {
            PowerTable.Single single = new PowerTable.Single(powers);
            return loops.split(powers.operations(), powers.entries(),
                    (from, to) -> single.fill((float[]) arrays[powers.operand()], from, to, (float[]) arrays[powers.result()]));
        }
        double[] low = new double[powers.entries()];
        return loops.split(powers.operations(), powers.entries(),
                (from, to) -> PowerTable.fill((double[]) arrays[powers.operand()], from, to, powers, low, (double[]) arrays[powers.result()]));
    }

    private Runnable windows(Step.Windows step) {
        WindowKernel kernel = products.windows(step.sum(), precision);
        return () -> kernel.run(arrays[step.x()], arrays[step.w()], arrays[step.result()]);
    }

    private Runnable largest(Step.Largest step) {
        LineKernel lines = new LineKernel(step.lines());
        return loops.split(step.operations(), lines.parts(), (from, to) -> lines.largest(arrays[step.operand()], arrays[step.result()], from, to));
    }

    private Runnable shared(Step.Shared step) {
        LineKernel lines = new LineKernel(step.lines());
        return lines.isApart(step.entries())
                ? loops.split(step.operations(), lines.parts(), (from, to) -> lines.share(step, arrays[step.operand()], arrays[step.factors()], arrays[step.result()], from, to))
                : () -> lines.share(step, arrays[step.operand()], arrays[step.factors()], arrays[step.result()]);
    }

    private Runnable sparse(Step.Sparse step) {
        SparseSums sums = new SparseSums(step);
        return () -> sums.run(arrays);
    }

    private void clear(Step.Clear clear) {
        if (precision == Precision.FLOAT) {
            Arrays.fill((float[]) arrays[clear.array()], 0, clear.entries(), 0);
        } else {
            Arrays.fill((double[]) arrays[clear.array()], 0, clear.entries(), 0);
        }
    }

    private Runnable fused(Step.Fused fused) {
        BoundLoop[] loops = fused.loops().stream().map(loop -> new BoundLoop(LoopForm.inBlocks(loop, precision))).toArray(BoundLoop[]::new);
        MatrixProducts.Epilogue epilogue = (rowFrom, rowTo, columnFrom, columnTo) -> {
            for (BoundLoop loop : loops) {
                loop.run(arrays, rowFrom, rowTo, columnFrom, columnTo);
            }
        };
        if (!fused.inBlocks()) {
            return () -> multiplication.run(fused.product(), arrays, epilogue);
        }
        MatrixProducts.BlockEpilogue held = (block, rowFrom, rowTo, columnFrom, columnTo) -> {
            for (BoundLoop loop : loops) {
                loop.run(arrays, rowFrom, rowTo, columnFrom, columnTo, block);
            }
        };
        return () -> multiplication.runInBlocks(fused.product(), arrays, held);
    }

    private Runnable rows(Step.Rows rows) {
        long work = OPERATIONS_OF_A_FUNCTION * rows.slices() * rows.count();
        Operator.Slice function = ExponentialLines.best(rows.operator());
        if (precision == Precision.DOUBLE) {
            return loops.split(work, rows.slices(), (from, to) -> {
                for (int slice = from; slice < to; slice++) {
                    rows.apply(function, slice, (double[]) arrays[rows.operand()], (double[]) arrays[rows.result()]);
                }
            });
        }
        SingleRows single = new SingleRows(rows, function);
        return loops.split(work, rows.slices(), (from, to) -> single.run((float[]) arrays[rows.operand()], (float[]) arrays[rows.result()], from, to));
    }

    // Arrays of operands may be longer, as others use them too.
    private void matrix(Step.Matrix matrix) {
        double[][] operands = IntStream.range(0, matrix.operands().size())
                .mapToObj(i -> Precision.doubles(arrays[matrix.operands().get(i)], matrix.counts().get(i))).toArray(double[][]::new);
        Precision.store(matrix.operator().matrix().value(operands, matrix.n()), arrays[matrix.result()]);
    }

    private void assemble(Step.Assemble assemble) {
        for (int i = 0; i < assemble.operands().size(); i++) {
            System.arraycopy(arrays[assemble.operands().get(i)], 0, arrays[assemble.result()], i, 1);
        }
    }
}
