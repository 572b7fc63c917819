package dev.fluxion.codegen;

import dev.fluxion.codegen.Step.Access;
import dev.fluxion.codegen.Step.Loop;
import dev.fluxion.symbolic.operator.Operator;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Executes a program of tensors entry by entry: the definition of what its kernel computes in either precision, to the bit. */
public final class TensorInterpreter {
    private final TensorProgram program;
    private final Precision precision;

    /** An interpreter of a program in double precision; it keeps no state between calls. */
    public TensorInterpreter(TensorProgram program) {
        this(program, Precision.DOUBLE);
    }

    /** The same in a precision. */
    public TensorInterpreter(TensorProgram program, Precision precision) {
        this.program = program;
        this.precision = precision;
    }

    /**
     * The outputs in the program's order, each an array of its own, row-major, in double precision.
     *
     * @param inputs one array per input of the program, row-major, of as many entries as {@link TensorProgram#inputs} says; they stay as they are
     * @throws IllegalArgumentException if there are more or fewer arrays, or one has another length, or the precision is another
     */
    public double[][] run(double[]... inputs) {
        return Stream.of(results(inputs)).toArray(double[][]::new);
    }

    /**
     * The same, of arrays of the precision.
     *
     * @param inputs one array per input of the program, {@code float[]} or {@code double[]} by precision, as the other takes them
     * @throws IllegalArgumentException if there are more or fewer arrays, or one has another length or is of the other precision
     */
    public Object[] results(Object[] inputs) {
        check(inputs);
        return execute(inputs);
    }

    // Also in arrays that have room to spare.
    private Object[] execute(Object[] inputs) {
        Object[] arrays = new Object[program.arrays()];
        for (int i = 0; i < arrays.length; i++) {
            arrays[i] = i < inputs.length ? inputs[i] : precision.array(program.entries(i));
        }
        int firstData = inputs.length + program.outputs().size();
        for (int i = 0; i < program.data().size(); i++) {
            arrays[firstData + i] = precision.array(Entries.array(program.data().get(i)));
        }
        program.steps().forEach(step -> run(step, arrays, precision));
        return Arrays.copyOfRange(arrays, inputs.length, firstData);
    }

    private void check(Object[] inputs) {
        if (inputs.length != program.inputs().size()) {
            throw new IllegalArgumentException(inputs.length + " arrays for " + program.inputs().size() + " inputs");
        }
        for (int i = 0; i < inputs.length; i++) {
            if (precision.length(inputs[i]) != program.inputs().get(i)) {
                throw new IllegalArgumentException("input " + i + " has " + precision.length(inputs[i]) + " entries, not " + program.inputs().get(i));
            }
        }
    }

    static void run(Step step, Object[] arrays, Precision precision) {
        Multiplication multiplication = new Multiplication(precision, MatrixProducts.PLAIN);
        switch (step) {
            case Loop l -> loop(l, arrays, precision);
            case Step.Clear c -> IntStream.range(0, c.entries()).forEach(i -> Precision.set(arrays[c.array()], i, 0));
            case Step.Multiply m -> multiplication.run(m, arrays, MatrixProducts.Epilogue.NONE);
            case Step.Fused f when f.inBlocks() -> {
                Object[] all = Arrays.copyOf(arrays, arrays.length + 1, Object[].class);
                all[arrays.length] = precision.array(f.product().m() * f.product().n());
                run(f.withArrays(array -> array == Step.BLOCK ? arrays.length : array), all, precision);
            }
            case Step.Fused f -> {
                run(f.product(), arrays, precision);
                f.loops().forEach(loop -> run(loop, arrays, precision));
            }
            case Step.Windows w -> new PlainWindows(w.sum()).run(arrays[w.x()], arrays[w.w()], arrays[w.result()]);
            case Step.Largest l -> new LineKernel(l.lines()).largest(arrays[l.operand()], arrays[l.result()]);
            case Step.Shared s -> new LineKernel(s.lines()).share(s, arrays[s.operand()], arrays[s.factors()], arrays[s.result()]);
            case Step.Extremes e -> Extremes.find(e, 0, e.slices(), arrays[e.operand()], arrays[e.result()]);
            case Step.Shares s -> Extremes.share(s, 0, s.slices(), arrays[s.extremes()], arrays[s.result()]);
            case Step.Chosen c -> chosen(c, arrays, precision);
            case Step.Rows r -> rows(r, arrays[r.operand()], arrays[r.result()]);
            case Step.Matrix m -> {
                double[][] operands = IntStream.range(0, m.operands().size()).mapToObj(i -> Precision.doubles(arrays[m.operands().get(i)], m.counts().get(i)))
                        .toArray(double[][]::new);
                Precision.store(m.operator().matrix().value(operands, m.n()), arrays[m.result()]);
            }
            case Step.Repeat r -> repeat(r, arrays, precision);
            case Step.Powers p -> powers(p, arrays[p.operand()], arrays[p.result()]);
            case Step.Sparse s -> new SparseSums(s).run(arrays);
            case Step.Pick p -> Picks.run(p, arrays[p.operand()], arrays[p.result()], 0, p.positions().length);
            case Step.Assemble a -> IntStream.range(0, a.operands().size())
                    .forEach(i -> Precision.set(arrays[a.result()], i, Precision.entry(arrays[a.operands().get(i)], 0)));
        }
    }

    private static void powers(Step.Powers powers, Object operand, Object result) {
        if (operand instanceof float[] single) {
            new PowerTable.Single(powers).fill(single, 0, powers.entries(), (float[]) result);
        } else {
            PowerTable.fill((double[]) operand, 0, powers.entries(), powers, new double[powers.entries()], (double[]) result);
        }
    }

    private static void repeat(Step.Repeat repeat, Object[] arrays, Precision precision) {
        int carried = repeat.carried();
        Object[] given = repeat.operands().stream().map(array -> arrays[array]).toArray();
        double start = precision.number(given[carried]);
        int rounds = RoundCount.of(start, precision.number(given[carried + 1]));
        Object[] inputs = new Object[given.length - 1];
        System.arraycopy(given, 0, inputs, 0, carried);
        System.arraycopy(given, carried + 2, inputs, carried + 1, given.length - carried - 2);
        Object[] ends = new Object[carried];
        Object[][] before = new Object[carried][Math.max(0, rounds)];
        for (int pass = 0; pass < repeat.counts().size(); pass++) {
            TensorInterpreter body = new TensorInterpreter(repeat.bodies().get(pass), precision);
            int first = repeat.start(pass);
            int count = repeat.counts().get(pass);
            for (int round = 0; round < rounds; round++) {
                int step = pass % 2 == 0 ? round : rounds - 1 - round;
                inputs[carried] = precision.array(1);
                precision.set(inputs[carried], start + step);
                for (int tensor = 0; tensor < first + count; tensor++) {
                    if (tensor < first) {
                        inputs[tensor] = before[tensor][step];
                    } else {
                        before[tensor][step] = inputs[tensor];
                    }
                }
                System.arraycopy(body.execute(inputs), 0, inputs, first, count);
            }
            System.arraycopy(inputs, first, ends, first, count);
        }
        List<Integer> counts = repeat.bodies().getFirst().inputs();
        int place = 0;
        for (int end : repeat.ends()) {
            for (int i = 0; i < counts.get(end); i++) {
                Precision.set(arrays[repeat.result()], place++, rounds < 0 ? Double.NaN : Precision.entry(ends[end], i));
            }
        }
    }

    /** Computes a function along an axis, without lanes. */
    static void rows(Step.Rows rows, Object operand, Object result) {
        Operator.Slice function = ExponentialLines.plain(rows.operator());
        if (operand instanceof float[] single) {
            new SingleRows(rows, function).run(single, (float[]) result, 0, rows.slices());
        } else {
            IntStream.range(0, rows.slices()).forEach(slice -> rows.apply(function, slice, (double[]) operand, (double[]) result));
        }
    }

    private static void loop(Loop loop, Object[] arrays, Precision precision) {
        int[] index = new int[loop.sizes().size()];
        Object result = arrays[loop.write().array()];
        if (loop.outer() == 0 && loop.sums()) {
            Precision.set(result, loop.write().offset(), 0);
        }
        if (loop.iterations() == 0) {
            return;
        }
        LoopOrder.Sums sums = LoopOrder.of(loop).sums();
        double[] parts = new double[LoopOrder.PARTS];
        double total = 0;
        ArrayInterpreter body = new ArrayInterpreter(loop.body(), precision);
        double[] inputs = new double[loop.reads().size()];
        do {
            Arrays.setAll(inputs, i -> Precision.entry(arrays[loop.reads().get(i).array()], at(loop.reads().get(i), index)));
            double value = body.run(inputs)[0];
            int to = at(loop.write(), index);
            boolean starts = IntStream.range(loop.outer(), index.length).allMatch(axis -> index[axis] == 0);
            switch (sums) {
                case NONE -> Precision.set(result, to, value);
                case MEMORY -> Precision.set(result, to, (starts ? 0 : Precision.entry(result, to)) + value);
                case LOCAL -> {
                    total = (starts ? 0 : total) + value;
                    Precision.set(result, to, total);
                }
                case PARTS -> {
                    if (starts) {
                        Arrays.fill(parts, 0);
                        total = 0;
                    }
                    int last = index[index.length - 1];
                    if (last < loop.sizes().getLast() - loop.sizes().getLast() % LoopOrder.PARTS) {
                        parts[last % LoopOrder.PARTS] += value;
                    } else {
                        total += value;
                    }
                    if (IntStream.range(loop.outer(), index.length).allMatch(axis -> index[axis] == loop.sizes().get(axis) - 1)) {
                        Precision.set(result, to, LoopParts.sum(parts) + total);
                    }
                }
            }
        } while (next(index, loop));
    }

    // In the order of the axes' nest, as each entry of the result adds up terms in the order in which they come.
    private static void chosen(Step.Chosen chosen, Object[] arrays, Precision precision) {
        Loop loop = chosen.loop();
        if (loop.iterations() == 0) {
            return;
        }
        List<Integer> nest = LoopOrder.of(chosen).axes();
        Loop nested = new Loop(nest.stream().map(loop.sizes()::get).toList(), 0, List.of(), loop.body(), loop.write());
        ArrayInterpreter body = new ArrayInterpreter(loop.body(), precision);
        double[] inputs = new double[loop.reads().size()];
        Object places = arrays[chosen.places().array()];
        Object result = arrays[loop.write().array()];
        int[] turn = new int[nest.size()];
        int[] index = new int[nest.size()];
        do {
            IntStream.range(0, turn.length).forEach(level -> index[nest.get(level)] = turn[level]);
            int line = at(chosen.places(), index);
            if (index[chosen.axis()] < Precision.entry(places, line)) {
                index[chosen.axis()] = (int) Precision.entry(places, line + Extremes.HEAD + index[chosen.axis()]);
                Arrays.setAll(inputs, i -> Precision.entry(arrays[loop.reads().get(i).array()], at(loop.reads().get(i), index)));
                int to = at(loop.write(), index);
                Precision.set(result, to, Precision.entry(result, to) + body.run(inputs)[0]);
            }
        } while (next(turn, nested));
    }

    private static boolean next(int[] index, Loop loop) {
        int axis = index.length - 1;
        while (axis >= 0 && ++index[axis] == loop.sizes().get(axis)) {
            index[axis--] = 0;
        }
        return axis >= 0;
    }

    private static int at(Access access, int[] index) {
        int at = access.offset();
        for (int axis = 0; axis < index.length; axis++) {
            at += index[axis] * access.strides().get(axis);
        }
        return at;
    }
}
