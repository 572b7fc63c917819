package dev.fluxion.codegen;

import dev.fluxion.symbolic.Condition.Relation;
import dev.fluxion.symbolic.operator.Operator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One operation of a {@link Program} on doubles. Operands are numbers of earlier instructions. Rounding, NaN, infinities and signs of zero are those
 * of IEEE 754 in double precision.
 */
public sealed interface Instruction {
    /** A number. */
    record Number(double value) implements Instruction {}

    /** An input, counted from 0. */
    record Input(int index) implements Instruction {}

    /** {@code left + right}. */
    record Add(int left, int right) implements Instruction {}

    /** {@code left - right}. */
    record Subtract(int left, int right) implements Instruction {}

    /** {@code left * right}. */
    record Multiply(int left, int right) implements Instruction {}

    /** {@code left / right}. */
    record Divide(int left, int right) implements Instruction {}

    /** {@code left * right + addend}, rounded once, as {@link Math#fma(double, double, double)}. */
    record MultiplyAdd(int left, int right, int addend) implements Instruction {}

    /** {@code -operand}. */
    record Negate(int operand) implements Instruction {}

    /** The square root. */
    record Root(int operand) implements Instruction {}

    /** {@code base^exponent} for any exponent, as {@link dev.fluxion.symbolic.evaluate.Evaluator#power}. */
    record Raise(int base, int exponent) implements Instruction {}

    /** A function of the table. */
    record Invoke(Operator operator, List<Integer> arguments) implements Instruction {
        /** Copies. */
        public Invoke {
            arguments = List.copyOf(arguments);
        }
    }

    /** A function that is defined by operations, in lanes and without. */
    record Evaluate(DefinedFunction function, int operand) implements Instruction {}

    /** {@code then} where {@code left relation right} holds, else {@code otherwise}. */
    record Select(Relation relation, int left, int right, int then, int otherwise) implements Instruction {}

    /** What rounds give for their operands. */
    record Repeat(Rounds rounds, List<Integer> arguments) implements Instruction {
        /** Copies. */
        public Repeat {
            arguments = List.copyOf(arguments);
        }
    }

    /** The instructions whose values this one uses. */
    default List<Integer> operands() {
        return switch (this) {
            case Number n -> List.of();
            case Input i -> List.of();
            case Add a -> List.of(a.left, a.right);
            case Subtract s -> List.of(s.left, s.right);
            case Multiply m -> List.of(m.left, m.right);
            case Divide d -> List.of(d.left, d.right);
            case MultiplyAdd m -> List.of(m.left, m.right, m.addend);
            case Negate n -> List.of(n.operand);
            case Root r -> List.of(r.operand);
            case Raise r -> List.of(r.base, r.exponent);
            case Invoke i -> i.arguments;
            case Evaluate e -> List.of(e.operand);
            case Select s -> List.of(s.left, s.right, s.then, s.otherwise);
            case Repeat r -> r.arguments;
        };
    }

    /**
     * The same operation on other operands, as many as {@link #operands}.
     *
     * @throws IndexOutOfBoundsException if there are fewer
     */
    default Instruction withOperands(List<Integer> changed) {
        return switch (this) {
            case Number n -> n;
            case Input i -> i;
            case Add a -> new Add(changed.get(0), changed.get(1));
            case Subtract s -> new Subtract(changed.get(0), changed.get(1));
            case Multiply m -> new Multiply(changed.get(0), changed.get(1));
            case Divide d -> new Divide(changed.get(0), changed.get(1));
            case MultiplyAdd m -> new MultiplyAdd(changed.get(0), changed.get(1), changed.get(2));
            case Negate n -> new Negate(changed.get(0));
            case Root r -> new Root(changed.get(0));
            case Raise r -> new Raise(changed.get(0), changed.get(1));
            case Invoke i -> new Invoke(i.operator, changed);
            case Evaluate e -> new Evaluate(e.function, changed.get(0));
            case Select s -> new Select(s.relation, changed.get(0), changed.get(1), changed.get(2), changed.get(3));
            case Repeat r -> new Repeat(r.rounds, changed);
        };
    }

    /** Whether it needs no computation: a number or an input. */
    default boolean isLeaf() {
        return this instanceof Number || this instanceof Input;
    }

    /** The right side of its line: {@code v1 * v2}. */
    default String text() {
        return switch (this) {
            case Number n -> Double.toString(n.value);
            case Input i -> "input " + i.index;
            case Add a -> "v" + a.left + " + v" + a.right;
            case Subtract s -> "v" + s.left + " - v" + s.right;
            case Multiply m -> "v" + m.left + " * v" + m.right;
            case Divide d -> "v" + d.left + " / v" + d.right;
            case MultiplyAdd m -> "fma(v" + m.left + ", v" + m.right + ", v" + m.addend + ")";
            case Negate n -> "-v" + n.operand;
            case Root r -> "root v" + r.operand;
            case Raise r -> "v" + r.base + " ^ v" + r.exponent;
            case Invoke i -> i.operator.name() + i.arguments.stream().map(v -> "v" + v).collect(Collectors.joining(", ", "(", ")"));
            case Evaluate e -> e.function.text() + "(v" + e.operand + ")";
            case Select s -> "v" + s.left + " " + s.relation.text() + " v" + s.right + " ? v" + s.then + " : v" + s.otherwise;
            case Repeat r -> r.rounds.text() + r.arguments.stream().map(v -> "v" + v).collect(Collectors.joining(", ", "(", ")"));
        };
    }
}
