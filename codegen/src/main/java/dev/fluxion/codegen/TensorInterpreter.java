package dev.fluxion.codegen;

import dev.fluxion.codegen.Step.Access;
import dev.fluxion.codegen.Step.Loop;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Executes a program of tensors in double precision, entry by entry: the definition of what its kernel computes. */
public final class TensorInterpreter {
    private final TensorProgram program;

    /** An interpreter of a program; it keeps no state between calls. */
    public TensorInterpreter(TensorProgram program) {
        this.program = program;
    }

    /**
     * The outputs in the program's order, each an array of its own, row-major.
     *
     * @param inputs one array per input of the program, row-major, of as many entries as {@link TensorProgram#inputs} says; they stay as they are
     * @throws IllegalArgumentException if there are more or fewer arrays, or one has another length
     */
    public double[][] run(double[]... inputs) {
        check(inputs);
        return execute(inputs);
    }

    // Also in arrays that have room to spare.
    private double[][] execute(double[][] inputs) {
        double[][] arrays = new double[program.arrays()][];
        for (int i = 0; i < arrays.length; i++) {
            arrays[i] = i < inputs.length ? inputs[i] : new double[program.entries(i)];
        }
        int firstData = inputs.length + program.outputs().size();
        for (int i = 0; i < program.data().size(); i++) {
            arrays[firstData + i] = Entries.array(program.data().get(i));
        }
        program.steps().forEach(step -> run(step, arrays));
        return Arrays.copyOfRange(arrays, inputs.length, firstData);
    }

    private void check(double[][] inputs) {
        if (inputs.length != program.inputs().size()) {
            throw new IllegalArgumentException(inputs.length + " arrays for " + program.inputs().size() + " inputs");
        }
        for (int i = 0; i < inputs.length; i++) {
            if (inputs[i].length != program.inputs().get(i)) {
                throw new IllegalArgumentException("input " + i + " has " + inputs[i].length + " entries, not " + program.inputs().get(i));
            }
        }
    }

    static void run(Step step, double[][] arrays) {
        switch (step) {
            case Loop l -> loop(l, arrays);
            case Step.Clear c -> Arrays.fill(arrays[c.array()], 0, c.entries(), 0);
            case Step.Multiply m when m.symmetric() -> MatrixProducts.PLAIN.multiplySymmetric(arrays[m.left()], m.transposeLeft(), arrays[m.right()],
                    m.transposeRight(), arrays[m.result()], m.n(), m.k(), MatrixProducts.Epilogue.NONE);
            case Step.Multiply m -> MatrixProducts.PLAIN.multiply(arrays[m.left()], 0, m.transposeLeft(), arrays[m.right()], 0, m.transposeRight(),
                    arrays[m.result()], 0, m.m(), m.n(), m.k(), false);
            case Step.Fused f when f.inBlocks() -> {
                double[][] all = Arrays.copyOf(arrays, arrays.length + 1);
                all[arrays.length] = new double[f.product().m() * f.product().n()];
                run(f.withArrays(array -> array == Step.BLOCK ? arrays.length : array), all);
            }
            case Step.Fused f -> {
                run(f.product(), arrays);
                f.loops().forEach(loop -> run(loop, arrays));
            }
            case Step.Windows w -> new PlainWindows(w.sum()).run(arrays[w.x()], arrays[w.w()], arrays[w.result()]);
            case Step.Largest l -> new LineKernel(l.lines()).largest(arrays[l.operand()], arrays[l.result()]);
            case Step.Shared s -> new LineKernel(s.lines()).share(s, arrays[s.operand()], arrays[s.factors()], arrays[s.result()]);
            case Step.Extremes e -> Extremes.find(e, 0, e.slices(), arrays[e.operand()], arrays[e.result()]);
            case Step.Shares s -> Extremes.share(s, 0, s.slices(), arrays[s.extremes()], arrays[s.result()]);
            case Step.Chosen c -> chosen(c, arrays);
            case Step.Rows r -> IntStream.range(0, r.slices()).forEach(slice -> row(r, slice, arrays[r.operand()], arrays[r.result()]));
            case Step.Matrix m -> {
                double[][] operands = IntStream.range(0, m.operands().size())
                        .mapToObj(i -> Arrays.copyOf(arrays[m.operands().get(i)], m.counts().get(i))).toArray(double[][]::new);
                double[] value = m.operator().matrix().value(operands, m.n());
                System.arraycopy(value, 0, arrays[m.result()], 0, value.length);
            }
            case Step.Repeat r -> repeat(r, arrays);
            case Step.Powers p -> PowerTable.fill(arrays[p.operand()], 0, p.entries(), p, new double[p.entries()], arrays[p.result()]);
            case Step.Sparse s -> new SparseSums(s).run(arrays);
            case Step.Pick p -> IntStream.range(0, p.positions().length)
                    .forEach(i -> arrays[p.result()][i] = p.positions()[i] < 0 ? 0 : arrays[p.operand()][p.positions()[i]]);
            case Step.Assemble a -> IntStream.range(0, a.operands().size())
                    .forEach(i -> arrays[a.result()][i] = arrays[a.operands().get(i)][0]);
        }
    }

    private static void repeat(Step.Repeat repeat, double[][] arrays) {
        int carried = repeat.carried();
        double[][] given = repeat.operands().stream().map(array -> arrays[array]).toArray(double[][]::new);
        int rounds = RoundCount.of(given[carried][0], given[carried + 1][0]);
        double[][] inputs = new double[given.length - 1][];
        System.arraycopy(given, 0, inputs, 0, carried);
        System.arraycopy(given, carried + 2, inputs, carried + 1, given.length - carried - 2);
        double[][] ends = new double[carried][];
        double[][][] before = new double[carried][Math.max(0, rounds)][];
        for (int pass = 0; pass < repeat.counts().size(); pass++) {
            TensorInterpreter body = new TensorInterpreter(repeat.bodies().get(pass));
            int first = repeat.start(pass);
            int count = repeat.counts().get(pass);
            for (int round = 0; round < rounds; round++) {
                int step = pass % 2 == 0 ? round : rounds - 1 - round;
                inputs[carried] = new double[] {given[carried][0] + step};
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
        int place = 0;
        for (int end : repeat.ends()) {
            for (double entry : ends[end]) {
                arrays[repeat.result()][place++] = rounds < 0 ? Double.NaN : entry;
            }
        }
    }

    static void row(Step.Rows rows, int slice, double[] operand, double[] result) {
        rows.apply(ExponentialLines.plain(rows.operator()), slice, operand, result);
    }

    private static void loop(Loop loop, double[][] arrays) {
        int[] index = new int[loop.sizes().size()];
        if (loop.outer() == 0 && loop.sums()) {
            arrays[loop.write().array()][loop.write().offset()] = 0;
        }
        if (loop.iterations() == 0) {
            return;
        }
        boolean inParts = LoopOrder.of(loop).sums() == LoopOrder.Sums.PARTS;
        double[] parts = new double[LoopOrder.PARTS];
        ArrayInterpreter body = new ArrayInterpreter(loop.body());
        double[] inputs = new double[loop.reads().size()];
        do {
            Arrays.setAll(inputs, i -> arrays[loop.reads().get(i).array()][at(loop.reads().get(i), index)]);
            double value = body.run(inputs)[0];
            double[] result = arrays[loop.write().array()];
            int to = at(loop.write(), index);
            boolean adds = loop.sums() && IntStream.range(loop.outer(), index.length).anyMatch(axis -> index[axis] > 0);
            if (inParts && !adds) {
                Arrays.fill(parts, 0);
                result[to] = 0;
            }
            if (inParts && index[index.length - 1] < loop.sizes().getLast() - loop.sizes().getLast() % LoopOrder.PARTS) {
                parts[index[index.length - 1] % LoopOrder.PARTS] += value;
            } else {
                result[to] = adds ? result[to] + value : loop.sums() ? 0 + value : value;
            }
            if (inParts && IntStream.range(loop.outer(), index.length).allMatch(axis -> index[axis] == loop.sizes().get(axis) - 1)) {
                result[to] = LoopParts.sum(parts) + result[to];
            }
        } while (next(index, loop));
    }

    // In the order of the axes' nest, as each entry of the result adds up terms in the order in which they come.
    private static void chosen(Step.Chosen chosen, double[][] arrays) {
        Loop loop = chosen.loop();
        if (loop.iterations() == 0) {
            return;
        }
        List<Integer> nest = LoopOrder.of(chosen).axes();
        Loop nested = new Loop(nest.stream().map(loop.sizes()::get).toList(), 0, List.of(), loop.body(), loop.write());
        ArrayInterpreter body = new ArrayInterpreter(loop.body());
        double[] inputs = new double[loop.reads().size()];
        double[] places = arrays[chosen.places().array()];
        double[] result = arrays[loop.write().array()];
        int[] turn = new int[nest.size()];
        int[] index = new int[nest.size()];
        do {
            IntStream.range(0, turn.length).forEach(level -> index[nest.get(level)] = turn[level]);
            int line = at(chosen.places(), index);
            if (index[chosen.axis()] < places[line]) {
                index[chosen.axis()] = (int) places[line + Extremes.HEAD + index[chosen.axis()]];
                Arrays.setAll(inputs, i -> arrays[loop.reads().get(i).array()][at(loop.reads().get(i), index)]);
                result[at(loop.write(), index)] += body.run(inputs)[0];
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
