package dev.fluxion.nn.kernel;

import static java.lang.constant.ConstantDescs.CD_boolean;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_void;

import dev.fluxion.codegen.Precision;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;

/**
 * Emits tiles without the vector module: the same sums in the same order, so the same bits. The innermost loop is a method of its own, of which the
 * compiler makes vector code.
 *
 * <p>Source: K. Goto, R. A. van de Geijn, Anatomy of High-Performance Matrix Multiplication (ACM TOMS 34, 2008).
 */
final class ScalarTileEmitter {
    private static final String ADD_SCALED = "addScaled";

    private final CodeBuilder code;
    private final TileForm form;
    private final Entries entries;

    private ScalarTileEmitter(CodeBuilder code, TileForm form, Precision precision) {
        this.code = code;
        this.form = form;
        entries = new Entries(code, precision);
    }

    /** A tile whose panels of B are whole vectors of so many numbers. */
    static Tile tile(TileForm form, Precision precision, int lanes) {
        return Entries.instance(Tile.class, builder -> {
            builder.withMethodBody("run", TileEmitter.RUN, ClassFile.ACC_PUBLIC, code -> new ScalarTileEmitter(code, form, precision).body(lanes));
            builder.withMethodBody("adds", MethodTypeDesc.of(CD_boolean), ClassFile.ACC_PUBLIC, code -> code.iconst_0().ireturn());
            Entries types = new Entries(null, precision);
            builder.withMethodBody(ADD_SCALED, addScaled(types), ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC,
                    code -> new ScalarTileEmitter(code, form, precision).addScaled(form.vectors() * lanes));
        });
    }

    private static MethodTypeDesc addScaled(Entries types) {
        return MethodTypeDesc.of(CD_void, types.array(), CD_int, types.array(), CD_int, types.entry());
    }

    private void body(int lanes) {
        int width = form.vectors() * lanes;
        int a = entries.cast(TileEmitter.A);
        int b = entries.cast(TileEmitter.B);
        int c = entries.cast(TileEmitter.C);
        int row = code.allocateLocal(TypeKind.INT);
        int to = code.allocateLocal(TypeKind.INT);
        int p = code.allocateLocal(TypeKind.INT);
        entries.loop(row, 1, () -> code.loadConstant(form.rows()), () -> {
            code.iload(TileEmitter.C_AT).iload(row).iload(TileEmitter.C_STRIDE).imul().iadd().istore(to);
            code.aload(c).iload(to).iload(to).loadConstant(width).iadd();
            entries.zero();
            code.invokestatic(ClassDesc.of("java.util.Arrays"), "fill", MethodTypeDesc.of(CD_void, entries.array(), CD_int, CD_int, entries.entry()));
            entries.loop(p, 1, () -> code.iload(TileEmitter.DEPTH), () -> {
                code.aload(b).iload(TileEmitter.B_AT).iload(p).loadConstant(width).imul().iadd().aload(c).iload(to);
                entryOfA(a, row, p);
                code.invokestatic(Entries.SELF, ADD_SCALED, addScaled(entries));
            });
        });
        code.return_();
    }

    private void entryOfA(int a, int row, int p) {
        code.aload(a).iload(TileEmitter.A_AT);
        if (form.across()) {
            code.iload(p).iload(TileEmitter.STRIDE).imul().iadd().iload(row).iadd();
        } else {
            code.iload(row).iload(TileEmitter.STRIDE).imul().iadd().iload(p).iadd();
        }
        code.arrayLoad(entries.kind());
    }

    // b, its place, c, its place, factor.
    private void addScaled(int width) {
        int j = code.allocateLocal(TypeKind.INT);
        entries.loop(j, 1, () -> code.loadConstant(width), () -> {
            code.aload(2).iload(3).iload(j).iadd();
            code.loadLocal(entries.kind(), 4);
            code.aload(0).iload(1).iload(j).iadd().arrayLoad(entries.kind());
            code.aload(2).iload(3).iload(j).iadd().arrayLoad(entries.kind());
            code.invokestatic(ClassDesc.of("java.lang.Math"), "fma", MethodTypeDesc.of(entries.entry(), entries.entry(), entries.entry(), entries.entry()));
            code.arrayStore(entries.kind());
        });
        code.return_();
    }
}
