package dev.fluxion.codegen;

import dev.fluxion.symbolic.evaluate.Evaluator;
import dev.fluxion.symbolic.operator.Operator.JavaMethod;
import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;

/** Emits operations in double precision on operands that are on the stack. */
final class ScalarOperations {
    private static final ClassDesc MATH = ClassDesc.of("java.lang.Math");
    private static final ClassDesc EVALUATOR = Evaluator.class.describeConstable().orElseThrow();
    private static final ClassDesc CHOICE = Choice.class.describeConstable().orElseThrow();

    private ScalarOperations() {}

    static void emit(CodeBuilder code, Instruction instruction) {
        switch (instruction) {
            case Instruction.Number n -> code.loadConstant(n.value());
            case Instruction.Input i -> throw new IllegalStateException("an input is no operation");
            case Instruction.Add a -> code.dadd();
            case Instruction.Subtract s -> code.dsub();
            case Instruction.Multiply m -> code.dmul();
            case Instruction.Divide d -> code.ddiv();
            case Instruction.MultiplyAdd m -> code.invokestatic(MATH, "fma", Values.doubles(3));
            case Instruction.Negate n -> code.dneg();
            case Instruction.Root r -> code.invokestatic(MATH, "sqrt", Values.doubles(1));
            case Instruction.Raise r -> code.invokestatic(EVALUATOR, "power", Values.doubles(2));
            case Instruction.Invoke i -> {
                JavaMethod method = i.operator().method();
                code.invokestatic(method.owner().describeConstable().orElseThrow(), method.name(), Values.doubles(i.arguments().size()));
            }
            case Instruction.Evaluate e -> code.invokestatic(e.function().owner(), e.function().method(), Values.doubles(1));
            case Instruction.Repeat r -> throw new IllegalStateException("rounds have a method of their own");
            case Instruction.Select s -> code.invokestatic(CHOICE, Choice.methodName(s.relation()), Values.doubles(4));
        }
    }
}
