package dev.fluxion.codegen;

import static java.lang.constant.ConstantDescs.CD_double;

import dev.fluxion.codegen.Step.Access;
import dev.fluxion.codegen.Step.Loop;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Emits a sum in {@link LoopOrder#PARTS} parts, to which terms are added in turns. */
sealed interface LoopParts {
    /** Emits what makes the parts zero. */
    void start();

    /** Emits what does not change in the innermost loop. */
    void before(int inner, Consumer<Access> loadEntry);

    /**
     * Emits a turn, or part of one, and the counter's step.
     *
     * @param counter local variable of the innermost axis
     * @param place puts array and index of an access on the stack
     * @param body emits the body for one entry
     */
    void turn(int counter, Consumer<Access> place, Supplier<EntryValues> body);

    /** Puts the sum of the parts on the stack, halves added to halves. */
    void total();

    static LoopParts of(CodeBuilder code, Loop loop, Precision precision, boolean inLanes) {
        return inLanes ? new InLanes(code, new LoopLanes(code, loop, precision)) : new InArray(code, precision);
    }

    /** The sum of the parts in the order in which every tier takes it. */
    static double sum(double[] parts) {
        for (int half = parts.length / 2; half > 0; half /= 2) {
            for (int i = 0; i < half; i++) {
                parts[i] += parts[i + half];
            }
        }
        return parts[0];
    }

    /** Parts in vectors. */
    final class InLanes implements LoopParts {
        private final CodeBuilder code;
        private final LoopLanes lanes;
        private int[] parts = {};

        private InLanes(CodeBuilder code, LoopLanes lanes) {
            this.code = code;
            this.lanes = lanes;
        }

        @Override
        public void start() {
            parts = lanes.parts();
        }

        @Override
        public void before(int inner, Consumer<Access> loadEntry) {
            lanes.before(inner, loadEntry);
        }

        @Override
        public void turn(int counter, Consumer<Access> place, Supplier<EntryValues> body) {
            lanes.turn(parts, place);
            code.iinc(counter, LoopOrder.PARTS);
        }

        @Override
        public void total() {
            lanes.total(parts);
        }
    }

    /** Parts in an array, where there are no lanes. */
    final class InArray implements LoopParts {
        private static final ClassDesc SELF = LoopParts.class.describeConstable().orElseThrow();
        private static final ClassDesc ARRAY = CD_double.arrayType();

        private final CodeBuilder code;
        private final Precision precision;
        private int parts = -1;

        private InArray(CodeBuilder code, Precision precision) {
            this.code = code;
            this.precision = precision;
        }

        @Override
        public void start() {
            parts = code.allocateLocal(TypeKind.REFERENCE);
            code.loadConstant(LoopOrder.PARTS).newarray(TypeKind.DOUBLE).astore(parts);
        }

        @Override
        public void before(int inner, Consumer<Access> loadEntry) {
            // Entries that stay the same are in local variables already.
        }

        @Override
        public void turn(int counter, Consumer<Access> place, Supplier<EntryValues> body) {
            EntryValues values = body.get();
            code.aload(parts).iload(counter).loadConstant(LoopOrder.PARTS - 1).iand().dup2().daload();
            values.loadOutput();
            if (precision == Precision.FLOAT) {
                code.f2d();
            }
            code.dadd().dastore().iinc(counter, 1);
        }

        @Override
        public void total() {
            code.aload(parts).invokestatic(SELF, "sum", MethodTypeDesc.of(CD_double, ARRAY), true);
        }
    }
}
