package dev.fluxion.nn.kernel;

import dev.fluxion.codegen.Precision;
import dev.fluxion.codegen.SquareTurns;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.util.stream.IntStream;

/**
 * Emits {@link TurnedLines}.
 *
 * <p>Source: J. O. Eklundh, A Fast Computer Method for Matrix Transposing (IEEE Transactions on Computers C-21, 1972).
 */
final class TurnedLinesEmitter {
    private final CodeBuilder code;
    private final Entries entries;
    private final SquareTurns turns;
    private final int side;
    private final int from;
    private final int to;
    private final int[] lines;
    private final int line;
    private final int p;
    private final int target;

    private TurnedLinesEmitter(CodeBuilder code, Precision precision) {
        this.code = code;
        entries = new Entries(code, precision);
        turns = new SquareTurns(code, Entries.SELF, precision);
        side = SquareTurns.side(precision);
        from = entries.cast(PackingEmitter.FROM);
        to = entries.cast(PackingEmitter.TO);
        lines = IntStream.range(0, side).map(number -> code.allocateLocal(TypeKind.INT)).toArray();
        line = code.allocateLocal(TypeKind.INT);
        p = code.allocateLocal(TypeKind.INT);
        target = code.allocateLocal(TypeKind.INT);
    }

    /** Copies of a precision, on a machine whose vectors have 256 bits or more. */
    static TurnedLines lines(Precision precision) {
        return Entries.instance(TurnedLines.class, builder -> {
            SquareTurns.declare(builder, Entries.SELF, precision);
            builder.withMethodBody("copy", PackingEmitter.COPY, ClassFile.ACC_PUBLIC, code -> new TurnedLinesEmitter(code, precision).body());
        });
    }

    private void body() {
        int whole = code.allocateLocal(TypeKind.INT);
        code.iload(PackingEmitter.DEPTH).loadConstant(-side).iand().istore(whole);
        entries.loop(line, side, () -> code.iload(PackingEmitter.USED), () -> {
            for (int number = 0; number < side; number++) {
                code.iload(PackingEmitter.AT).iload(line).loadConstant(number).iadd().iload(PackingEmitter.STRIDE).imul().iadd().istore(lines[number]);
            }
            entries.loop(p, side, () -> code.iload(whole), this::square);
            rest();
        });
        code.return_();
    }

    private void square() {
        int[] columns = turns.turned(number -> code.aload(from).iload(lines[number]).iload(p).iadd());
        target();
        for (int column : columns) {
            turns.store(column, () -> code.aload(to).iload(target));
            code.iload(target).iload(PackingEmitter.WIDTH).iadd().istore(target);
        }
    }

    private void target() {
        code.iload(PackingEmitter.TO_AT).iload(line).iadd().iload(p).iload(PackingEmitter.WIDTH).imul().iadd().istore(target);
    }

    // Steps that do not fill a square.
    private void rest() {
        Label top = code.newLabel();
        Label end = code.newLabel();
        code.labelBinding(top).iload(p).iload(PackingEmitter.DEPTH).if_icmpge(end);
        target();
        for (int number = 0; number < side; number++) {
            code.aload(to).iload(target).loadConstant(number).iadd().aload(from).iload(lines[number]).iload(p).iadd().arrayLoad(entries.kind()).arrayStore(entries.kind());
        }
        code.iinc(p, 1).goto_(top).labelBinding(end);
    }
}
