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
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.stream.IntStream;

/**
 * Emits tiles in lanes: all entries of C are kept in registers while the depth is walked, and the vectors of B serve all rows. Only whole vectors are
 * stored, in one place: more would make the code so large that the first compiler gives up, and the second may never be asked.
 *
 * <p>Source: K. Goto, R. A. van de Geijn, Anatomy of High-Performance Matrix Multiplication (ACM TOMS 34, 2008).
 */
final class TileEmitter {
    /** Of vectors of machines that have sixteen of them. */
    static final int BITS_OF_SIXTEEN = 256;

    static final MethodTypeDesc RUN = MethodTypeDesc.of(CD_void, CD_int, CD_Object, CD_int, CD_int, CD_Object, CD_int, CD_Object, CD_int, CD_int, CD_boolean);
    private static final MethodTypeDesc RUN_IN_PLACE = MethodTypeDesc.of(CD_void, CD_int, CD_Object, CD_int, CD_int, CD_Object, CD_int, CD_Object, CD_int, CD_int, CD_int);
    private static final String ONE_BY_ONE = "oneByOne";
    static final int DEPTH = 1;
    static final int A = 2;
    static final int A_AT = 3;
    static final int STRIDE = 4;
    static final int B = 5;
    static final int B_AT = 6;
    static final int C = 7;
    static final int C_AT = 8;
    static final int C_STRIDE = 9;
    static final int ADD = 10;
    private static final int B_STRIDE = 10; // of tiles in place, which do not add

    private final CodeBuilder code;
    private final TileForm form;
    private final Entries entries;
    private final int lanes;
    private final boolean inOrder;
    private final boolean inPlace;
    private final int[][] sums;
    private final int a;
    private final int b;
    private final int c;

    private TileEmitter(CodeBuilder code, TileForm form, Precision precision, int lanes, boolean inPlace) {
        this.inPlace = inPlace;
        this.code = code;
        this.form = form;
        this.lanes = lanes;
        inOrder = 8 * precision.bytes() * lanes == BITS_OF_SIXTEEN;
        entries = new Entries(code, precision);
        a = entries.cast(A);
        b = entries.cast(B);
        c = entries.cast(C);
        sums = new int[form.rows()][form.vectors()];
    }

    /** A tile whose panels of B are whole vectors. */
    static Tile tile(TileForm form, Precision precision, int lanes) {
        return Entries.instance(Tile.class, builder -> {
            Entries.declareLanes(builder, precision);
            if (hasOneAddress(form)) {
                builder.withMethodBody("run", RUN, ClassFile.ACC_PUBLIC, code -> new TileEmitter(code, form, precision, lanes, false).body(1));
                return;
            }
            builder.withMethodBody(ONE_BY_ONE, RUN, ClassFile.ACC_PRIVATE, code -> new TileEmitter(code, form, precision, lanes, false).body(1));
            builder.withMethodBody("run", RUN, ClassFile.ACC_PUBLIC, code -> {
                Label even = code.newLabel();
                code.iload(DEPTH).iconst_1().iand().ifeq(even);
                code.aload(0).iload(DEPTH).aload(A).iload(A_AT).iload(STRIDE).aload(B).iload(B_AT).aload(C).iload(C_AT).iload(C_STRIDE).iload(ADD);
                code.invokevirtual(Entries.SELF, ONE_BY_ONE, RUN).return_().labelBinding(even);
                new TileEmitter(code, form, precision, lanes, false).body(2);
            });
        });
    }

    /** A tile across that reads vectors of B where they are. */
    static TileInPlace inPlace(TileForm form, Precision precision, int lanes) {
        return Entries.instance(TileInPlace.class, builder -> {
            Entries.declareLanes(builder, precision);
            builder.withMethodBody("run", RUN_IN_PLACE, ClassFile.ACC_PUBLIC, code -> {
                TileEmitter tile = new TileEmitter(code, form, precision, lanes, true);
                tile.sum(1);
                tile.each(tile::store);
                code.return_();
            });
        });
    }

    private void body(int steps) {
        sum(steps);
        Label stored = code.newLabel();
        code.iload(ADD).ifeq(stored);
        each(this::add);
        code.labelBinding(stored);
        each(this::store);
        code.return_();
    }

    // So many steps of the depth at a time: what two of them read of a row is found by one address, and there are fewer registers for addresses than rows. A step for
    // odd depths behind them would make the method so large that the second compiler gives up on sums in registers.
    private void sum(int steps) {
        int[] rows = IntStream.range(0, form.rows()).map(row -> hasOneAddress(form) ? A_AT : address(row)).toArray();
        entries.zeros();
        int zero = keep();
        each((row, vector) -> {
            code.aload(zero);
            sums[row][vector] = keep();
        });
        int p = code.allocateLocal(TypeKind.INT);
        entries.loop(p, steps, () -> code.iload(DEPTH), () -> {
            for (int step = 0; step < steps; step++) {
                turn(rows, p, step);
            }
        });
    }

    private static boolean hasOneAddress(TileForm form) {
        return form.across() || form.distance() > 0;
    }

    private void add(int row, int vector) {
        code.aload(sums[row][vector]);
        entries.add(() -> entries.load(() -> placeOfC(row, vector)));
        code.astore(sums[row][vector]);
    }

    private void store(int row, int vector) {
        code.aload(sums[row][vector]);
        entries.store(() -> placeOfC(row, vector));
    }

    private interface Place {
        void at(int row, int vector);
    }

    private void each(Place place) {
        for (int row = 0; row < form.rows(); row++) {
            for (int vector = 0; vector < form.vectors(); vector++) {
                place.at(row, vector);
            }
        }
    }

    private int keep() {
        int local = code.allocateLocal(TypeKind.REFERENCE);
        code.astore(local);
        return local;
    }

    private int address(int row) {
        int local = code.allocateLocal(TypeKind.INT);
        code.iload(A_AT).loadConstant(row).iload(STRIDE).imul().iadd().istore(local);
        return local;
    }

    private void placeOfC(int row, int vector) {
        code.aload(c).iload(C_AT).loadConstant(row).iload(C_STRIDE).imul().iadd().loadConstant(vector * lanes).iadd();
    }

    // One step of the depth, some behind p.
    private void turn(int[] rows, int p, int behind) {
        int[] columns = IntStream.range(0, form.vectors()).map(vector -> {
            entries.load(() -> placeOfB(p, behind, vector));
            return keep();
        }).toArray();
        for (int row = 0; row < form.rows(); row++) {
            int number = row;
            entries.broadcast(() -> entryOfA(rows[number], number, p, behind));
            int factor = keep();
            for (int vector = 0; vector < form.vectors(); vector++) {
                entries.multiplyAdd(factor, columns[vector], sums[row][vector]);
                code.astore(sums[row][vector]);
            }
            if (inOrder) {
                loadNextLater();
            }
        }
    }

    private void placeOfB(int p, int behind, int vector) {
        code.aload(b).iload(B_AT).iload(p);
        if (inPlace) {
            code.iload(B_STRIDE);
        } else {
            code.loadConstant(form.vectors() * lanes);
        }
        code.imul().iadd().loadConstant((behind * form.vectors() + vector) * lanes).iadd();
    }

    // Costs no instruction. Otherwise factors of all rows, or of two steps of the depth, are loaded first, more than there are registers, and sums go to memory.
    private void loadNextLater() {
        code.invokestatic(ClassDesc.of("java.lang.invoke.VarHandle"), "loadLoadFence", ConstantDescs.MTD_void);
    }

    private void entryOfA(int address, int row, int p, int behind) {
        code.aload(a).iload(address).iload(p);
        if (form.across()) {
            code.iload(STRIDE).imul().iadd().loadConstant(row);
        } else if (form.distance() > 0) {
            code.iadd().loadConstant(row * form.distance() + behind);
        } else {
            code.loadConstant(behind).iadd();
        }
        code.iadd().arrayLoad(entries.kind());
    }
}
