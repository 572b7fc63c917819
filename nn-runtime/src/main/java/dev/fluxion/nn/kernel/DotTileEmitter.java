package dev.fluxion.nn.kernel;

import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_void;

import dev.fluxion.codegen.Precision;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.MethodTypeDesc;
import java.util.stream.IntStream;

/**
 * Emits tiles of dot products in lanes, whose sums all stay in registers.
 *
 * <p>Source: K. Goto, R. A. van de Geijn, Anatomy of High-Performance Matrix Multiplication (ACM TOMS 34, 2008).
 */
final class DotTileEmitter {
    private static final int ITEMS = 1;
    private static final int TURNS = 2;
    private static final int W = 3;
    private static final int W_AT = 4;
    private static final int STRIDE = 5;
    private static final int W_ITEM = 6;
    private static final int X = 7;
    private static final int X_ITEM = 8;
    private static final int COLUMNS = 9;
    private static final int ENDS = 10;
    private static final int FIRST = 11;
    private static final int SUMS = 12;
    private static final int SUMS_AT = 13;

    private final CodeBuilder code;
    private final Entries entries;
    private final int rows;
    private final int columns;
    private final int lanes;
    private final int vectors;

    private DotTileEmitter(CodeBuilder code, Precision precision, int rows, int columns, int lanes) {
        this.code = code;
        this.rows = rows;
        this.columns = columns;
        this.lanes = lanes;
        vectors = DotTile.PARTS / lanes;
        entries = new Entries(code, precision);
    }

    /** A tile of so many rows and columns. */
    static DotTile tile(Precision precision, int rows, int columns, int lanes) {
        MethodTypeDesc type = MethodTypeDesc.of(CD_void, CD_int, CD_int, CD_Object, CD_int, CD_int, CD_int, CD_Object, CD_int, CD_int.arrayType(),
                CD_int.arrayType(), CD_int,
                CD_Object, CD_int);
        return Entries.instance(DotTile.class, builder -> {
            Entries.declareLanes(builder, precision);
            builder.withMethodBody("run", type, ClassFile.ACC_PUBLIC, code -> new DotTileEmitter(code, precision, rows, columns, lanes).body());
        });
    }

    private void body() {
        int w = entries.cast(W);
        int x = entries.cast(X);
        int all = entries.cast(SUMS);
        int[] parts = entries.locals(rows * columns * vectors, i -> () -> entries.load(() -> code.aload(all).iload(SUMS_AT).loadConstant(i * lanes).iadd()));
        int[] starts = IntStream.range(0, columns).map(column -> code.allocateLocal(TypeKind.INT)).toArray();
        int item = code.allocateLocal(TypeKind.INT);
        entries.loop(item, 1, () -> code.iload(ITEMS), () -> item(w, x, parts, starts, item));
        for (int i = 0; i < parts.length; i++) {
            int part = i;
            code.aload(parts[i]);
            entries.store(() -> code.aload(all).iload(SUMS_AT).loadConstant(part * lanes).iadd());
        }
        code.return_();
    }

    private void item(int w, int x, int[] parts, int[] starts, int item) {
        for (int column = 0; column < columns; column++) {
            start(COLUMNS, column, item);
            code.istore(starts[column]);
        }
        int turn = code.allocateLocal(TypeKind.INT);
        entries.loop(turn, 1, () -> code.iload(TURNS), () -> turn(w, x, parts, starts, turn));
        Label whole = code.newLabel();
        code.aload(COLUMNS).aload(ENDS).if_acmpeq(whole);
        for (int column = 0; column < columns; column++) {
            start(ENDS, column, item);
            next(turn, -1, 0);
            code.istore(starts[column]);
        }
        turn(w, x, parts, starts, turn);
        code.labelBinding(whole).iload(W_AT).iload(W_ITEM).iadd().istore(W_AT);
    }

    private void start(int table, int column, int item) {
        code.aload(table).iload(FIRST).loadConstant(column).iadd().iaload().iload(item).iload(X_ITEM).imul().iadd();
    }

    private void turn(int w, int x, int[] parts, int[] starts, int turn) {
        for (int vector = 0; vector < vectors; vector++) {
            turn(w, x, parts, starts, turn, vector);
        }
    }

    private void turn(int w, int x, int[] parts, int[] starts, int turn, int vector) {
        int[] terms = entries.locals(columns, column -> () -> entries.load(() -> {
            code.aload(x).iload(starts[column]);
            next(turn, 1, vector);
        }));
        for (int row = 0; row < rows; row++) {
            int number = row;
            int factor = entries.locals(1, i -> () -> entries.load(() -> {
                code.aload(w).iload(W_AT).loadConstant(number).iload(STRIDE).imul().iadd();
                next(turn, 1, vector);
            }))[0];
            for (int column = 0; column < columns; column++) {
                int part = (row * columns + column) * vectors + vector;
                entries.multiplyAdd(factor, terms[column], parts[part]);
                code.astore(parts[part]);
            }
        }
    }

    private void next(int turn, int sign, int vector) {
        code.iload(turn).loadConstant(sign * DotTile.PARTS).imul().iadd().loadConstant(vector * lanes).iadd();
    }
}
