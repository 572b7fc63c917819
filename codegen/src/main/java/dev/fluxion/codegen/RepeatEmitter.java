package dev.fluxion.codegen;

import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_double;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_void;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.List;

/**
 * Emits the loops of folds of tensors of any sizes: a method of the array of sizes and of all arrays. No step changes an array that is there, so that what
 * later passes need is kept by keeping the arrays.
 */
final class RepeatEmitter {
    private static final ClassDesc MANY = NestEmitter.DOUBLES.arrayType();
    private static final ClassDesc KEPT = MANY.arrayType();
    private static final MethodTypeDesc BEGIN = MethodTypeDesc.of(MANY, MANY, KEPT, CD_int, CD_int, CD_int, CD_int, CD_double, CD_int);
    private static final MethodTypeDesc COPY = MethodTypeDesc.of(CD_void, CD_Object, CD_int, CD_Object, CD_int, CD_int);

    private final ClassDesc self;
    private final CodeBuilder code;
    private final SizedStep.Repeat repeat;
    private final List<List<String>> calls;
    private final int own;
    private final int ends;
    private final int before;
    private final int inside;
    private final int first;
    private final int count;
    private final int round;

    /** @param calls the methods of the steps of each pass */
    RepeatEmitter(ClassDesc self, CodeBuilder code, SizedStep.Repeat repeat, List<List<String>> calls) {
        this.self = self;
        this.code = code;
        this.repeat = repeat;
        this.calls = calls;
        own = code.allocateLocal(TypeKind.REFERENCE);
        ends = code.allocateLocal(TypeKind.REFERENCE);
        before = code.allocateLocal(TypeKind.REFERENCE);
        inside = code.allocateLocal(TypeKind.REFERENCE);
        first = code.allocateLocal(TypeKind.DOUBLE);
        count = code.allocateLocal(TypeKind.INT);
        round = code.allocateLocal(TypeKind.INT);
    }

    void body() {
        begin();
        for (int pass = 0; pass < calls.size(); pass++) {
            pass(pass);
        }
        for (int i = 0; i < repeat.ends().size(); i++) {
            code.aload(NestEmitter.ARRAYS);
            Values.index(code, repeat.result() + i);
            entry(ends, repeat.ends().get(i));
            code.iload(count).invokestatic(SizeTable.HELPERS, "ended", MethodTypeDesc.of(NestEmitter.DOUBLES, NestEmitter.DOUBLES, CD_int)).aastore();
        }
    }

    private void begin() {
        int carried = repeat.carried();
        Values.index(code, repeat.operands().size() - 1);
        code.anewarray(NestEmitter.DOUBLES).astore(own);
        for (int i = 0; i < repeat.operands().size(); i++) {
            if (i < carried || i > carried + 1) {
                code.aload(own);
                Values.index(code, i < carried ? i : i - 1);
                entry(NestEmitter.ARRAYS, repeat.operands().get(i));
                code.aastore();
            }
        }
        entry(NestEmitter.ARRAYS, repeat.operands().get(carried));
        code.loadConstant(0).daload().dstore(first).dload(first);
        entry(NestEmitter.ARRAYS, repeat.operands().get(carried + 1));
        code.loadConstant(0).daload();
        RoundsMethods.count(code);
        code.istore(count);
        Values.index(code, carried);
        code.anewarray(NestEmitter.DOUBLES).astore(ends);
        Values.index(code, repeat.start(calls.size() - 1));
        code.iload(count).invokestatic(SizeTable.HELPERS, "before", MethodTypeDesc.of(KEPT, CD_int, CD_int)).astore(before);
    }

    private void entry(int array, int index) {
        code.aload(array);
        Values.index(code, index);
        code.aaload();
    }

    private void pass(int pass) {
        int from = repeat.start(pass);
        Label top = code.newLabel();
        Label end = code.newLabel();
        code.loadConstant(0).istore(round).labelBinding(top).iload(round).iload(count).if_icmpge(end).iload(round);
        RoundsMethods.lookUp(code);
        code.aload(own).aload(before);
        step(pass);
        Values.index(code, from);
        Values.index(code, repeat.start(pass + 1));
        Values.index(code, repeat.carried());
        code.dload(first);
        Values.index(code, repeat.bodies().get(pass).arrays());
        code.invokestatic(SizeTable.HELPERS, "begin", BEGIN).astore(inside);
        calls.get(pass).forEach(call -> code.aload(NestEmitter.SIZES).aload(inside).invokestatic(self, call, SizedEmitter.STEP));
        List<Integer> roots = repeat.bodies().get(pass).roots();
        for (int i = 0; i < roots.size(); i++) {
            code.aload(own);
            Values.index(code, from + i);
            entry(inside, roots.get(i));
            code.aastore();
        }
        code.iinc(round, 1).goto_(top).labelBinding(end).aload(own);
        Values.index(code, from);
        code.aload(ends);
        Values.index(code, from);
        Values.index(code, repeat.counts().get(pass));
        code.invokestatic(ClassDesc.of("java.lang.System"), "arraycopy", COPY);
    }

    // Every other pass goes down.
    private void step(int pass) {
        if (pass % 2 == 0) {
            code.iload(round);
        } else {
            code.iload(count).loadConstant(1).isub().iload(round).isub();
        }
    }
}
