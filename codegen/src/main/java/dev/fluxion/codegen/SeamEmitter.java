package dev.fluxion.codegen;

import static java.lang.constant.ConstantDescs.CD_int;

import dev.fluxion.codegen.Step.Access;
import dev.fluxion.codegen.Step.Loop;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Emits a loop whose rows lie side by side in its result, each of whole vectors, such as an outer product. Vectors are stored where they do not lie across
 * two lines of the cache, which takes twice as long: the one in which a row ends and the next one begins is computed with numbers of both. Four rows are
 * computed together, for which what is the same in all rows is loaded once.
 */
final class SeamEmitter {
    /** Does the same entry by entry. */
    static final String ENTRIES = "entries";
    /** Rows that run everything that is emitted. */
    static final int FEWEST_ROWS = 9;
    private static final int TOGETHER = 4;
    private static final int FEWEST_ENTRIES = 4_096; // beside which it takes no time to ask where the result is
    private static final int MOST_OPERATIONS = 12;
    private static final int MOST_READS = 3;
    private static final String VECTORS = "jdk.incubator.vector.";
    private static final ClassDesc SPECIES = ClassDesc.of(VECTORS + "VectorSpecies");
    private static final ClassDesc MASK = ClassDesc.of(VECTORS + "VectorMask");

    private final CodeBuilder code;
    private final Loop loop;
    private final TypeKind kind;
    private final LoopLanes lanes;
    private final LaneOperations operations;
    private final int length;
    private final int columns;
    private final ClassDesc type;
    private final Map<Integer, Integer> arrays = new HashMap<>();
    private final Map<Access, Integer> seams = new HashMap<>(); // of what is the same in all rows: its end, then its start
    private final int head; // entries of a row before its first vector
    private final int last; // where its last one would begin, which is a seam
    private final int begun; // lanes of a seam that belong to the row that begins
    private final int row;
    private final int column;

    private SeamEmitter(CodeBuilder code, LoopForm form) {
        this.code = code;
        loop = form.loop();
        kind = form.precision() == Precision.FLOAT ? TypeKind.FLOAT : TypeKind.DOUBLE;
        lanes = new LoopLanes(code, loop, form.precision());
        operations = new LaneOperations(code, LoopEmitter.SELF, form.precision(), value -> { });
        length = lanes(form.precision());
        columns = loop.sizes().getLast();
        type = form.precision().array(0).getClass().describeConstable().orElseThrow();
        List<Integer> numbers = IntStream.of(form.arrays()).boxed().toList();
        for (int array : numbers) {
            arrays.put(array, code.allocateLocal(TypeKind.REFERENCE));
            code.aload(LoopEmitter.ARRAYS).aload(LoopEmitter.NUMBERS).loadConstant(numbers.indexOf(array)).iaload().aaload();
            code.checkcast(type).astore(arrays.get(array));
        }
        head = code.allocateLocal(TypeKind.INT);
        last = code.allocateLocal(TypeKind.INT);
        begun = code.allocateLocal(TypeKind.REFERENCE);
        row = code.allocateLocal(TypeKind.INT);
        column = code.allocateLocal(TypeKind.INT);
    }

    private static int lanes(Precision precision) {
        return LaneFunctions.lanes() * Double.BYTES / precision.bytes();
    }

    /** Whether rows lie side by side, and everything that is read lies along them, or is the same in all rows or all along a row. */
    static boolean serves(Loop loop, Precision precision) {
        if (!Lanes.available() || !ArrayAddress.AVAILABLE || loop.outer() != 2 || loop.sums() || loop.iterations() < FEWEST_ENTRIES) {
            return false;
        }
        int columns = loop.sizes().getLast();
        List<Access> reads = loop.reads().stream().distinct().toList();
        return loop.sizes().getFirst() >= FEWEST_ROWS && columns % lanes(precision) == 0 && columns >= 2 * lanes(precision)
                && loop.write().strides().equals(List.of(columns, 1)) && loop.accesses().noneMatch(access -> access.array() == Step.BLOCK)
                && reads.size() <= MOST_READS && reads.stream().allMatch(read -> isOfRow(read) || isOfColumn(read) || read.strides().equals(List.of(columns, 1)))
                && reads.stream().anyMatch(read -> isOfRow(read) || isOfColumn(read))
                && reads.stream().allMatch(read -> read.array() != loop.write().array() || read.equals(loop.write()))
                && loop.body().instructions().stream().allMatch(LaneOperations::has)
                && loop.body().instructions().stream().filter(instruction -> !instruction.isLeaf()).count() <= MOST_OPERATIONS;
    }

    private static boolean isOfRow(Access read) {
        return read.strides().getLast() == 0;
    }

    private static boolean isOfColumn(Access read) {
        return read.strides().equals(List.of(0, 1));
    }

    /** The method that a kernel is run by. */
    static void emit(CodeBuilder code, LoopForm form) {
        new SeamEmitter(code, form).body();
    }

    private void body() {
        Label none = code.newLabel();
        code.iload(LoopEmitter.FROM).iload(LoopEmitter.TO).if_icmpge(none);
        lanes.numbers();
        place();
        masks();
        entries(() -> code.iload(LoopEmitter.FROM), code::iconst_0, () -> code.iload(head));
        code.iload(LoopEmitter.FROM).istore(row);
        rows(TOGETHER);
        rows(1);
        entries(() -> code.iload(LoopEmitter.TO).iconst_1().isub(), () -> code.iload(last), () -> code.loadConstant(columns));
        code.labelBinding(none);
        LaneOperations.keepApart(code);
        code.return_();
    }

    private void place() {
        code.aload(arrays.get(loop.write().array())).loadConstant(loop.write().offset()).loadConstant(length);
        code.invokestatic(ArrayAddress.class.describeConstable().orElseThrow(), "entriesBefore", MethodTypeDesc.of(CD_int, type, CD_int, CD_int)).istore(head);
        code.iload(head).loadConstant(columns - length).iadd().istore(last);
    }

    private void masks() {
        int ended = code.allocateLocal(TypeKind.REFERENCE);
        operations.species();
        code.iconst_0().loadConstant(length).iload(head).isub().invokeinterface(SPECIES, "indexInRange", MethodTypeDesc.of(MASK, CD_int, CD_int)).astore(ended);
        code.aload(ended).invokevirtual(MASK, "not", MethodTypeDesc.of(MASK)).astore(begun);
        reads().filter(SeamEmitter::isOfColumn).forEach(read -> {
            operations.load(() -> code.aload(arrays.get(read.array())).loadConstant(read.offset()).iload(last).iadd(), () -> code.aload(ended));
            operations.load(() -> code.aload(arrays.get(read.array())).loadConstant(read.offset() - length).iload(head).iadd(), () -> code.aload(begun));
            code.aload(begun);
            operations.blend();
            seams.put(read, keep());
        });
    }

    private Stream<Access> reads() {
        return loop.reads().stream().distinct();
    }

    private int keep() {
        int local = code.allocateLocal(TypeKind.REFERENCE);
        code.astore(local);
        return local;
    }

    private void entries(Runnable one, Runnable first, Runnable end) {
        code.aload(0).aload(LoopEmitter.ARRAYS).aload(LoopEmitter.NUMBERS);
        one.run();
        one.run();
        code.iconst_1().iadd();
        first.run();
        end.run();
        code.aload(LoopEmitter.HELD).invokevirtual(LoopEmitter.SELF, ENTRIES, LoopEmitter.RUN);
    }

    // So many at a time, as far as that goes.
    private void rows(int count) {
        Label top = code.newLabel();
        Label bottom = code.newLabel();
        code.labelBinding(top).iload(row).loadConstant(count).iadd().iload(LoopEmitter.TO).if_icmpgt(bottom);
        Map<Access, int[]> ofRows = new HashMap<>();
        reads().filter(SeamEmitter::isOfRow).forEach(read -> ofRows.put(read, IntStream.range(0, count).map(k -> ofRow(read, k)).toArray()));
        seamBefore(ofRows);
        columns(count, ofRows);
        for (int k = 1; k < count; k++) {
            int next = k;
            seam(k - 1, read -> code.aload(ofRows.get(read)[next - 1]).aload(ofRows.get(read)[next]));
        }
        code.iinc(row, count).goto_(top).labelBinding(bottom);
    }

    private int ofRow(Access read, int further) {
        operations.broadcast(() -> {
            code.aload(arrays.get(read.array())).iload(row).loadConstant(further).iadd().loadConstant(read.strides().getFirst()).imul();
            code.loadConstant(read.offset()).iadd().arrayLoad(kind);
        });
        return keep();
    }

    // With the row before the first of these, if it is one of those that are to be computed.
    private void seamBefore(Map<Access, int[]> ofRows) {
        Label none = code.newLabel();
        code.iload(row).iload(LoopEmitter.FROM).if_icmple(none);
        Map<Access, Integer> before = new HashMap<>();
        ofRows.keySet().forEach(read -> before.put(read, ofRow(read, -1)));
        seam(-1, read -> code.aload(before.get(read)).aload(ofRows.get(read)[0]));
        code.labelBinding(none);
    }

    private interface Pair {
        void push(Access read);
    }

    private void seam(int further, Pair rows) {
        lanes.turn(read -> {
            if (isOfRow(read)) {
                rows.push(read);
                code.aload(begun);
                operations.blend();
            } else if (isOfColumn(read)) {
                code.aload(seams.get(read));
            } else {
                operations.load(() -> along(read, further, last));
            }
        }, () -> along(loop.write(), further, last));
    }

    private void columns(int count, Map<Access, int[]> ofRows) {
        Label top = code.newLabel();
        Label bottom = code.newLabel();
        code.iload(head).istore(column);
        code.labelBinding(top).iload(column).iload(last).if_icmpge(bottom);
        Map<Access, Integer> ofColumns = new HashMap<>();
        reads().filter(SeamEmitter::isOfColumn).forEach(read -> {
            operations.load(() -> code.aload(arrays.get(read.array())).iload(column).loadConstant(read.offset()).iadd());
            ofColumns.put(read, keep());
        });
        for (int k = 0; k < count; k++) {
            int further = k;
            lanes.turn(read -> {
                if (isOfRow(read)) {
                    code.aload(ofRows.get(read)[further]);
                } else if (isOfColumn(read)) {
                    code.aload(ofColumns.get(read));
                } else {
                    operations.load(() -> along(read, further, column));
                }
            }, () -> along(loop.write(), further, column));
        }
        code.iinc(column, length).goto_(top).labelBinding(bottom);
    }

    // Array and index of an access along rows, so many rows further.
    private void along(Access access, int further, int at) {
        code.aload(arrays.get(access.array())).iload(row).loadConstant(columns).imul();
        code.iload(at).iadd().loadConstant(access.offset() + further * columns).iadd();
    }
}
