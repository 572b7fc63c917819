package dev.fluxion.codegen;

import dev.fluxion.codegen.Step.Access;
import dev.fluxion.codegen.Step.Loop;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Emits a loop over rows and columns that reads some arrays across, as a transpose is, in squares of as many rows as a vector has lanes: rows of the
 * array lie side by side and are turned into columns in registers. What is left at the edges is done entry by entry.
 *
 * <p>Source: J. O. Eklundh, A Fast Computer Method for Matrix Transposing (IEEE Transactions on Computers C-21, 1972).
 */
final class CrossedEmitter {
    /** Does the same entry by entry. */
    static final String ENTRIES = "entries";
    private static final int FEWEST = 16; // rows and columns
    private static final int MOST_OPERATIONS = 12;
    private static final int MOST_CROSSED = 2;

    private final CodeBuilder code;
    private final Loop loop;
    private final TypeKind kind;
    private final LoopLanes lanes;
    private final LaneOperations operations;
    private final SquareTurns turns;
    private final int length;
    private final Map<Integer, Integer> arrays = new HashMap<>();
    private final Map<Access, Integer> bases = new HashMap<>(); // of the first row of a square and column 0
    private final int row;
    private final int column;

    private CrossedEmitter(CodeBuilder code, LoopForm form) {
        this.code = code;
        loop = form.loop();
        kind = form.precision() == Precision.FLOAT ? TypeKind.FLOAT : TypeKind.DOUBLE;
        lanes = new LoopLanes(code, loop, form.precision());
        operations = new LaneOperations(code, LoopEmitter.SELF, form.precision(), value -> { });
        turns = new SquareTurns(code, LoopEmitter.SELF, form.precision());
        length = SquareTurns.side(form.precision());
        List<Integer> numbers = IntStream.of(form.arrays()).boxed().toList();
        ClassDesc type = form.precision().array(0).getClass().describeConstable().orElseThrow();
        for (int array : numbers) {
            arrays.put(array, code.allocateLocal(TypeKind.REFERENCE));
            code.aload(LoopEmitter.ARRAYS).aload(LoopEmitter.NUMBERS).loadConstant(numbers.indexOf(array)).iaload().aaload();
            code.checkcast(type).astore(arrays.get(array));
        }
        row = code.allocateLocal(TypeKind.INT);
        column = code.allocateLocal(TypeKind.INT);
    }

    /** Whether a loop reads something across, everything else along its rows, and its operations have lanes. */
    static boolean serves(Loop loop) {
        return Lanes.available() && loop.outer() == 2 && !loop.sums() && loop.sizes().stream().allMatch(size -> size >= FEWEST)
                && loop.write().strides().getLast() == 1 && loop.reads().stream().allMatch(read -> isCrossed(read) || read.strides().getLast() <= 1)
                && loop.accesses().noneMatch(access -> access.array() == Step.BLOCK)
                && loop.reads().stream().filter(CrossedEmitter::isCrossed).count() <= MOST_CROSSED && loop.reads().stream().anyMatch(CrossedEmitter::isCrossed)
                && loop.body().instructions().stream().allMatch(LaneOperations::has)
                && loop.body().instructions().stream().filter(instruction -> !instruction.isLeaf()).count() <= MOST_OPERATIONS;
    }

    private static boolean isCrossed(Access read) {
        return read.strides().getFirst() == 1 && read.strides().getLast() > 1;
    }

    /** The method that a kernel is run by. */
    static void emit(CodeBuilder code, LoopForm form) {
        new CrossedEmitter(code, form).body();
    }

    private void body() {
        lanes.numbers();
        code.iload(LoopEmitter.FROM).istore(row);
        squares(row, LoopEmitter.TO, () -> {
            loop.accesses().distinct().forEach(this::base);
            code.iload(LoopEmitter.FIRST).istore(column);
            squares(column, LoopEmitter.END, this::square);
            entries(() -> code.iload(row), () -> code.iload(row).loadConstant(length).iadd(), () -> code.iload(column));
        });
        entries(() -> code.iload(row), () -> code.iload(LoopEmitter.TO), () -> code.iload(LoopEmitter.FIRST));
        LaneOperations.keepApart(code);
        code.return_();
    }

    // As far as whole squares go.
    private void squares(int counter, int end, Runnable body) {
        int last = code.allocateLocal(TypeKind.INT);
        Label top = code.newLabel();
        Label bottom = code.newLabel();
        code.iload(end).loadConstant(length).isub().istore(last);
        code.labelBinding(top).iload(counter).iload(last).if_icmpgt(bottom);
        body.run();
        code.iinc(counter, length).goto_(top).labelBinding(bottom);
    }

    private void entries(Runnable from, Runnable to, Runnable first) {
        code.aload(0).aload(LoopEmitter.ARRAYS).aload(LoopEmitter.NUMBERS);
        from.run();
        to.run();
        first.run();
        code.iload(LoopEmitter.END).aload(LoopEmitter.HELD).invokevirtual(LoopEmitter.SELF, ENTRIES, LoopEmitter.RUN);
    }

    private void base(Access access) {
        int local = bases.computeIfAbsent(access, same -> code.allocateLocal(TypeKind.INT));
        code.iload(row).loadConstant(access.strides().getFirst()).imul().loadConstant(access.offset()).iadd().istore(local);
    }

    // So many rows and columns further than the first of the square.
    private void place(Access access, int rows, int columns) {
        int stride = access.strides().getLast();
        code.aload(arrays.get(access.array())).iload(bases.get(access));
        if (stride != 0) {
            code.iload(column).loadConstant(stride).imul().iadd();
        }
        code.loadConstant(rows * access.strides().getFirst() + columns * stride).iadd();
    }

    private void square() {
        Map<Access, int[]> turned = new HashMap<>();
        loop.reads().stream().filter(CrossedEmitter::isCrossed).distinct().forEach(read -> turned.put(read, turns.turned(column -> place(read, 0, column))));
        for (int k = 0; k < length; k++) {
            int number = k;
            lanes.turn(read -> {
                if (turned.containsKey(read)) {
                    code.aload(turned.get(read)[number]);
                } else if (read.strides().getLast() == 0) {
                    operations.broadcast(() -> {
                        place(read, number, 0);
                        code.arrayLoad(kind);
                    });
                } else {
                    operations.load(() -> place(read, number, 0));
                }
            }, () -> place(loop.write(), number, 0));
        }
    }
}
