package dev.fluxion.nn.kernel;

import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_boolean;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_void;

import dev.fluxion.codegen.Precision;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.stream.IntStream;

/**
 * Emits copies into panels.
 *
 * <p>Source: K. Goto, R. A. van de Geijn, Anatomy of High-Performance Matrix Multiplication (ACM TOMS 34, 2008).
 */
final class PackingEmitter {
    static final MethodTypeDesc COPY = MethodTypeDesc.of(CD_void, CD_Object, CD_int, CD_int, CD_int, CD_int, CD_int, CD_Object, CD_int);
    private static final MethodTypeDesc TRANSPOSED = COPY.insertParameterTypes(COPY.parameterCount(), CD_int);
    private static final MethodTypeDesc STORE = MethodTypeDesc.of(CD_void, CD_Object, CD_int, CD_int, CD_int, CD_Object, CD_int, CD_int, CD_boolean);
    static final int FROM = 1;
    static final int AT = 2;
    static final int STRIDE = 3;
    static final int USED = 4;
    static final int DEPTH = 5;
    static final int WIDTH = 6;
    static final int TO = 7;
    static final int TO_AT = 8;
    private static final int FIRST = 9;
    private static final int TOGETHER = 8; // lines that are read at once

    private final CodeBuilder code;
    private final Entries entries;
    private final int from;
    private final int to;
    private final int p;
    private final int j;

    private PackingEmitter(CodeBuilder code, Precision precision) {
        this.code = code;
        entries = new Entries(code, precision);
        from = entries.cast(FROM);
        to = entries.cast(TO);
        p = code.allocateLocal(TypeKind.INT);
        j = code.allocateLocal(TypeKind.INT);
    }

    /**
     * Copies of a precision.
     *
     * @param lanes 0 where there are none
     */
    static Packing packing(Precision precision, int lanes) {
        return Entries.instance(Packing.class, builder -> {
            if (lanes > 0) {
                Entries.declareLanes(builder, precision);
            }
            builder.withMethodBody("panel", COPY, ClassFile.ACC_PUBLIC, code -> new PackingEmitter(code, precision).panel(lanes));
            builder.withMethodBody("panels", COPY, ClassFile.ACC_PUBLIC, code -> new PackingEmitter(code, precision).panels(lanes));
            builder.withMethodBody("store", STORE, ClassFile.ACC_PUBLIC, code -> new TileStore(code, new Entries(code, precision), lanes).body());
            builder.withMethodBody("transposed", TRANSPOSED, ClassFile.ACC_PUBLIC, code -> new PackingEmitter(code, precision).transposed());
        });
    }

    private void panel(int lanes) {
        int source = code.allocateLocal(TypeKind.INT);
        int target = code.allocateLocal(TypeKind.INT);
        entries.loop(p, 1, () -> code.iload(DEPTH), () -> {
            code.iload(AT).iload(p).iload(STRIDE).imul().iadd().istore(source);
            code.iload(TO_AT).iload(p).iload(WIDTH).imul().iadd().istore(target);
            if (lanes > 0) {
                vectors(source, target, lanes);
            } else {
                numbers(source, target);
            }
        });
        code.return_();
    }

    // A row of the matrix at a time, as memory fetches ahead; each of its lines goes to a panel of its own.
    private void panels(int lanes) {
        int source = code.allocateLocal(TypeKind.INT);
        int target = code.allocateLocal(TypeKind.INT);
        entries.loop(p, 1, () -> code.iload(DEPTH), () -> {
            code.iload(AT).iload(p).iload(STRIDE).imul().iadd().istore(source);
            code.iload(TO_AT).iload(p).iload(WIDTH).imul().iadd().istore(target);
            Label top = code.newLabel();
            Label end = code.newLabel();
            code.iconst_0().istore(j).labelBinding(top).iload(j).iload(USED).if_icmpge(end);
            wholePanel(source, target, lanes);
            code.iload(j).iload(WIDTH).iadd().istore(j);
            code.iload(target).iload(DEPTH).iload(WIDTH).imul().iadd().loadConstant(Packing.GAP).iadd().istore(target);
            code.goto_(top).labelBinding(end);
        });
        code.return_();
    }

    private void wholePanel(int source, int target, int lanes) {
        if (lanes == 0) {
            code.aload(from).iload(source).iload(j).iadd().aload(to).iload(target).iload(WIDTH)
                    .invokestatic(ClassDesc.of("java.lang.System"), "arraycopy", MethodTypeDesc.of(CD_void, CD_Object, CD_int, CD_Object, CD_int, CD_int));
            return;
        }
        for (int vector = 0; vector < Tiles.VECTORS; vector++) {
            int skipped = vector * lanes;
            entries.load(() -> code.aload(from).iload(source).iload(j).iadd().loadConstant(skipped).iadd());
            entries.store(() -> code.aload(to).iload(target).loadConstant(skipped).iadd());
        }
    }

    // Whole vectors, what they write beyond being overwritten next; but not beyond the end of the matrix.
    private void vectors(int source, int target, int lanes) {
        Label alone = code.newLabel();
        Label end = code.newLabel();
        code.iload(source).iload(USED).iadd().loadConstant(lanes - 1).iadd().aload(from).arraylength().if_icmpgt(alone);
        entries.loop(j, lanes, () -> code.iload(USED), () -> {
            entries.load(() -> code.aload(from).iload(source).iload(j).iadd());
            entries.store(() -> code.aload(to).iload(target).iload(j).iadd());
        });
        code.goto_(end).labelBinding(alone);
        numbers(source, target);
        code.labelBinding(end);
    }

    private void numbers(int source, int target) {
        entries.loop(j, 1, () -> code.iload(USED), () -> code.aload(to).iload(target).iload(j).iadd()
                .aload(from).iload(source).iload(j).iadd().arrayLoad(entries.kind()).arrayStore(entries.kind()));
    }

    private void zeros(int target) {
        Label top = code.newLabel();
        Label end = code.newLabel();
        code.iload(USED).istore(j).labelBinding(top).iload(j).iload(WIDTH).if_icmpge(end).aload(to).iload(target).iload(j).iadd();
        entries.zero();
        code.arrayStore(entries.kind()).iinc(j, 1).goto_(top).labelBinding(end);
    }

    // From j on, some lines at a time while j is below an end: what they store lies side by side.
    private void lines(int together, int end) {
        int[] starts = IntStream.range(0, together).map(line -> code.allocateLocal(TypeKind.INT)).toArray();
        int target = code.allocateLocal(TypeKind.INT);
        Label top = code.newLabel();
        Label bottom = code.newLabel();
        code.labelBinding(top).iload(j).iload(end).if_icmpge(bottom);
        for (int line = 0; line < together; line++) {
            code.iload(AT).iload(j).loadConstant(line).iadd().iload(STRIDE).imul().iadd().istore(starts[line]);
        }
        code.iload(TO_AT).iload(j).iadd().istore(target);
        entries.loop(p, 1, () -> code.iload(DEPTH), () -> {
            for (int line = 0; line < together; line++) {
                code.aload(to).iload(target).loadConstant(line).iadd().aload(from).iload(starts[line]).iload(p).iadd().arrayLoad(entries.kind())
                        .arrayStore(entries.kind());
            }
            code.iload(target).iload(WIDTH).iadd().istore(target);
        });
        code.iinc(j, together).goto_(top).labelBinding(bottom);
    }

    private void transposed() {
        int whole = code.allocateLocal(TypeKind.INT);
        code.iload(USED).loadConstant(TOGETHER - 1).isub().istore(whole).iload(FIRST).istore(j);
        lines(TOGETHER, whole);
        lines(1, USED);
        int target = code.allocateLocal(TypeKind.INT);
        Label end = code.newLabel();
        code.iload(USED).iload(WIDTH).if_icmpge(end);
        entries.loop(p, 1, () -> code.iload(DEPTH), () -> {
            code.iload(TO_AT).iload(p).iload(WIDTH).imul().iadd().istore(target);
            zeros(target);
        });
        code.labelBinding(end).return_();
    }
}
