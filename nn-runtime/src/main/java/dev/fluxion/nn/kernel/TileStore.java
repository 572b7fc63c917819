package dev.fluxion.nn.kernel;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;

/**
 * Emits {@link Packing#store}.
 *
 * <p>Source: K. Goto, R. A. van de Geijn, Anatomy of High-Performance Matrix Multiplication (ACM TOMS 34, 2008).
 */
final class TileStore {
    private static final int TILE = 1;
    private static final int WIDTH = 2;
    private static final int ROWS = 3;
    private static final int COLUMNS = 4;
    private static final int C = 5;
    private static final int C_AT = 6;
    private static final int C_STRIDE = 7;
    private static final int ADD = 8;

    private final CodeBuilder code;
    private final Entries entries;
    private final int lanes;
    private final int tile;
    private final int c;
    private final int y;
    private final int x;
    private final int from;
    private final int to;

    /**
     * @param lanes 0 where there are none
     */
    TileStore(CodeBuilder code, Entries entries, int lanes) {
        this.code = code;
        this.entries = entries;
        this.lanes = lanes;
        tile = entries.cast(TILE);
        c = entries.cast(C);
        y = code.allocateLocal(TypeKind.INT);
        x = code.allocateLocal(TypeKind.INT);
        from = code.allocateLocal(TypeKind.INT);
        to = code.allocateLocal(TypeKind.INT);
    }

    void body() {
        Label adds = code.newLabel();
        code.iload(ADD).ifne(adds);
        rows(false);
        code.return_().labelBinding(adds);
        rows(true);
        code.return_();
    }

    private void rows(boolean add) {
        entries.loop(y, 1, () -> code.iload(ROWS), () -> {
            code.iload(y).iload(WIDTH).imul().istore(from);
            code.iload(C_AT).iload(y).iload(C_STRIDE).imul().iadd().istore(to);
            code.iconst_0().istore(x);
            if (lanes > 0) {
                whileBelow(lanes, () -> vector(add));
            }
            whileBelow(1, () -> number(add));
        });
    }

    // As long as a step does not lead beyond the columns.
    private void whileBelow(int step, Runnable body) {
        Label top = code.newLabel();
        Label end = code.newLabel();
        code.labelBinding(top).iload(x).loadConstant(step).iadd().iload(COLUMNS).if_icmpgt(end);
        body.run();
        code.iinc(x, step).goto_(top).labelBinding(end);
    }

    private void vector(boolean add) {
        entries.load(() -> place(tile, from));
        if (add) {
            entries.add(() -> entries.load(() -> place(c, to)));
        }
        entries.store(() -> place(c, to));
    }

    private void number(boolean add) {
        place(c, to);
        place(tile, from);
        code.arrayLoad(entries.kind());
        if (add) {
            place(c, to);
            code.arrayLoad(entries.kind());
            entries.addNumbers();
        }
        code.arrayStore(entries.kind());
    }

    private void place(int array, int at) {
        code.aload(array).iload(at).iload(x).iadd();
    }
}
