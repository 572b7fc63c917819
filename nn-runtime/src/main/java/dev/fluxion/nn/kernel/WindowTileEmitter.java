package dev.fluxion.nn.kernel;

import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_void;

import dev.fluxion.codegen.Precision;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.MethodTypeDesc;

/**
 * Emits tiles over windows in lanes, whose sums all stay in registers.
 *
 * <p>Source: K. Goto, R. A. van de Geijn, Anatomy of High-Performance Matrix Multiplication (ACM TOMS 34, 2008).
 */
final class WindowTileEmitter {
    private static final int DEPTH = 1;
    private static final int W = 2;
    private static final int W_AT = 3;
    private static final int X = 4;
    private static final int X_AT = 5;
    private static final int LINES = 6;
    private static final int Y = 7;
    private static final int Y_AT = 8;
    private static final int STRIDE = 9;

    private final CodeBuilder code;
    private final Entries entries;
    private final int rows;
    private final int vectors;
    private final int lanes;

    private WindowTileEmitter(CodeBuilder code, Precision precision, int rows, int vectors, int lanes) {
        this.code = code;
        this.rows = rows;
        this.vectors = vectors;
        this.lanes = lanes;
        entries = new Entries(code, precision);
    }

    /** A tile of so many rows and vectors of places. */
    static WindowTile tile(Precision precision, int rows, int vectors, int lanes) {
        MethodTypeDesc type = MethodTypeDesc.of(CD_void, CD_int, CD_Object, CD_int, CD_Object, CD_int, CD_int.arrayType(), CD_Object, CD_int, CD_int);
        return Entries.instance(WindowTile.class, builder -> {
            Entries.declareLanes(builder, precision);
            builder.withMethodBody("run", type, ClassFile.ACC_PUBLIC, code -> new WindowTileEmitter(code, precision, rows, vectors, lanes).body());
        });
    }

    private void body() {
        int w = entries.cast(W);
        int x = entries.cast(X);
        int y = entries.cast(Y);
        int[] sums = entries.locals(rows * vectors, i -> entries::zeros);
        int p = code.allocateLocal(TypeKind.INT);
        int line = code.allocateLocal(TypeKind.INT);
        entries.loop(p, 1, () -> code.iload(DEPTH), () -> {
            code.aload(LINES).iload(p).iaload().iload(X_AT).iadd().istore(line);
            int[] places = entries.locals(vectors, vector -> () -> entries.load(() -> code.aload(x).iload(line).loadConstant(vector * lanes).iadd()));
            for (int row = 0; row < rows; row++) {
                int number = row;
                int factor = entries.locals(1, i -> () -> entries.broadcast(() -> code.aload(w).iload(W_AT).iload(p).loadConstant(rows).imul().iadd()
                        .loadConstant(number).iadd().arrayLoad(entries.kind())))[0];
                for (int vector = 0; vector < vectors; vector++) {
                    entries.multiplyAdd(factor, places[vector], sums[row * vectors + vector]);
                    code.astore(sums[row * vectors + vector]);
                }
            }
        });
        for (int i = 0; i < sums.length; i++) {
            int row = i / vectors;
            int vector = i % vectors;
            code.aload(sums[i]);
            entries.store(() -> code.aload(y).iload(Y_AT).loadConstant(row).iload(STRIDE).imul().iadd().loadConstant(vector * lanes).iadd());
        }
        code.return_();
    }
}
