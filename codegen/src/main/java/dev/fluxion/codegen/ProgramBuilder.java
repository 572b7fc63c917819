package dev.fluxion.codegen;

import dev.fluxion.codegen.Instruction.Add;
import dev.fluxion.codegen.Instruction.Divide;
import dev.fluxion.codegen.Instruction.Evaluate;
import dev.fluxion.codegen.Instruction.Input;
import dev.fluxion.codegen.Instruction.Invoke;
import dev.fluxion.codegen.Instruction.Multiply;
import dev.fluxion.codegen.Instruction.MultiplyAdd;
import dev.fluxion.codegen.Instruction.Negate;
import dev.fluxion.codegen.Instruction.Raise;
import dev.fluxion.codegen.Instruction.Repeat;
import dev.fluxion.codegen.Instruction.Root;
import dev.fluxion.codegen.Instruction.Select;
import dev.fluxion.codegen.Instruction.Subtract;
import dev.fluxion.symbolic.Condition.Relation;
import dev.fluxion.symbolic.evaluate.Evaluator;
import dev.fluxion.symbolic.operator.Operator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Assembles a program: equal instructions become one, and operations on numbers are done at once, with the rounding they would have later.
 *
 * <p>Source: value numbering and constant folding, S. S. Muchnick, Advanced Compiler Design and Implementation (1997), §12.1 and §12.4.
 */
final class ProgramBuilder {
    // Powers up to this are multiplications; their error stays below eight units in the last place.
    private static final int MOST_MULTIPLICATIONS = 16;

    private final int inputs;
    private final List<Instruction> instructions = new ArrayList<>();
    private final Map<Instruction, Integer> numbers = new HashMap<>();

    ProgramBuilder(int inputs) {
        this.inputs = inputs;
    }

    private int enter(Instruction instruction) {
        Integer known = numbers.putIfAbsent(instruction, instructions.size());
        if (known != null) {
            return known;
        }
        instructions.add(instruction);
        return instructions.size() - 1;
    }

    int number(double value) {
        return enter(new Instruction.Number(value));
    }

    int input(int index) {
        return enter(new Input(index));
    }

    private boolean isNumber(int value) {
        return instructions.get(value) instanceof Instruction.Number;
    }

    private double numberOf(int value) {
        return ((Instruction.Number) instructions.get(value)).value();
    }

    /** The sum; adding a negated value subtracts it, to the same bits. */
    int add(int left, int right) {
        if (instructions.get(right) instanceof Negate n) {
            return subtract(left, n.operand());
        }
        if (instructions.get(left) instanceof Negate n) {
            return subtract(right, n.operand());
        }
        return isNumber(left) && isNumber(right)
                ? number(numberOf(left) + numberOf(right))
                : enter(new Add(Math.min(left, right), Math.max(left, right)));
    }

    int subtract(int left, int right) {
        return isNumber(left) && isNumber(right) ? number(numberOf(left) - numberOf(right)) : enter(new Subtract(left, right));
    }

    /** The product; a factor that is a reciprocal divides. */
    int multiply(int left, int right) {
        if (reciprocalOf(right) >= 0) {
            return divide(left, reciprocalOf(right));
        }
        if (reciprocalOf(left) >= 0) {
            return divide(right, reciprocalOf(left));
        }
        return scale(left, right);
    }

    /** The product as it is, also by a reciprocal. */
    int scale(int left, int right) {
        return isNumber(left) && isNumber(right)
                ? number(numberOf(left) * numberOf(right))
                : enter(new Multiply(Math.min(left, right), Math.max(left, right)));
    }

    /** The quotient, divided whatever the divisor. */
    int quotient(int left, int right) {
        return isNumber(left) && isNumber(right) ? number(numberOf(left) / numberOf(right)) : enter(new Divide(left, right));
    }

    /** {@code left*right + addend} rounded once. */
    int multiplyAdd(int left, int right, int addend) {
        return isNumber(left) && isNumber(right) && isNumber(addend)
                ? number(Math.fma(numberOf(left), numberOf(right), numberOf(addend)))
                : enter(new MultiplyAdd(Math.min(left, right), Math.max(left, right), addend));
    }

    private int reciprocalOf(int value) {
        return instructions.get(value) instanceof Divide d && isNumber(d.left()) && numberOf(d.left()) == 1 ? d.right() : -1;
    }

    int divide(int left, int right) {
        if (isNumber(left) && isNumber(right)) {
            return number(numberOf(left) / numberOf(right));
        }
        return isNumber(right) && hasExactReciprocal(numberOf(right))
                ? multiply(left, number(1 / numberOf(right)))
                : enter(new Divide(left, right));
    }

    static boolean hasExactReciprocal(double value) {
        return Math.abs(value) == Math.scalb(1.0, Math.getExponent(value)) && Math.abs(Math.getExponent(value)) < Double.MAX_EXPONENT;
    }

    int negate(int operand) {
        return switch (instructions.get(operand)) {
            case Instruction.Number n -> number(-n.value());
            case Negate n -> n.operand();
            default -> enter(new Negate(operand));
        };
    }

    int root(int operand) {
        return isNumber(operand) ? number(Math.sqrt(numberOf(operand))) : enter(new Root(operand));
    }

    int raise(int base, int exponent) {
        return isNumber(exponent) ? power(base, numberOf(exponent)) : enter(new Raise(base, exponent));
    }

    /** A constant power: small whole and half ones by multiplications and a root, others as {@link Math#pow}. */
    int power(int base, double exponent) {
        double size = Math.abs(exponent);
        if (size % 1 == 0 && size <= MOST_MULTIPLICATIONS || Evaluator.isProductWithRoot(exponent)) {
            int power = positivePower(base, size);
            return exponent < 0 ? divide(number(1), power) : power;
        }
        return isNumber(base) ? number(Evaluator.power(numberOf(base), exponent)) : enter(new Raise(base, number(exponent)));
    }

    private int positivePower(int base, double exponent) {
        int whole = (int) exponent;
        if (whole == exponent) {
            return whole(base, whole);
        }
        return whole == 0 ? root(base) : multiply(whole(base, whole), root(base));
    }

    private int whole(int base, int exponent) {
        if (exponent < 2) {
            return exponent == 0 ? number(1) : base;
        }
        int half = whole(base, exponent / 2);
        int square = multiply(half, half);
        return exponent % 2 == 0 ? square : multiply(square, base);
    }

    int invoke(Operator operator, List<Integer> arguments) {
        if (operator.variadic() && arguments.size() > 2) {
            int folded = arguments.getFirst();
            for (int argument : arguments.subList(1, arguments.size())) {
                folded = invoke(operator, List.of(folded, argument));
            }
            return folded;
        }
        return arguments.stream().allMatch(this::isNumber)
                ? number(operator.value(arguments.stream().mapToDouble(this::numberOf).toArray()))
                : enter(new Invoke(operator, arguments));
    }

    int exponential(int operand) {
        return evaluate(DefinedFunction.EXPONENTIAL, operand);
    }

    int evaluate(DefinedFunction function, int operand) {
        return isNumber(operand) ? number(function.value(numberOf(operand))) : enter(new Evaluate(function, operand));
    }

    int repeat(Rounds rounds, List<Integer> arguments) {
        return enter(new Repeat(rounds, arguments));
    }

    int select(Relation relation, int left, int right, int then, int otherwise) {
        if (isNumber(left) && isNumber(right)) {
            return relation.holds(numberOf(left), numberOf(right)) ? then : otherwise;
        }
        return then == otherwise ? then : enter(new Select(relation, left, right, then, otherwise));
    }

    /** Enters an instruction whose operands are values of this builder; what needs no operation becomes none. */
    int copy(Instruction instruction) {
        return switch (instruction) {
            case Instruction.Number n -> number(n.value());
            case Input i -> input(i.index());
            case Add a -> add(a.left(), a.right());
            case Subtract s -> subtract(s.left(), s.right());
            case Multiply m -> scale(m.left(), m.right());
            case Divide d -> quotient(d.left(), d.right());
            case MultiplyAdd m -> multiplyAdd(m.left(), m.right(), m.addend());
            case Negate n -> negate(n.operand());
            case Root r -> root(r.operand());
            case Raise r -> raise(r.base(), r.exponent());
            case Invoke v -> invoke(v.operator(), v.arguments());
            case Evaluate e -> evaluate(e.function(), e.operand());
            case Select s -> select(s.relation(), s.left(), s.right(), s.then(), s.otherwise());
            case Repeat r -> repeat(r.rounds(), r.arguments());
        };
    }

    /** Enters all instructions of a program with these values as its inputs, and gives its only output. */
    int inline(Program program, int[] given) {
        int[] values = new int[program.instructions().size()];
        for (int i = 0; i < values.length; i++) {
            Instruction instruction = program.instructions().get(i);
            values[i] = switch (instruction) {
                case Instruction.Number n -> number(n.value());
                case Input input -> given[input.index()];
                case Add a -> add(values[a.left()], values[a.right()]);
                case Subtract s -> subtract(values[s.left()], values[s.right()]);
                case Multiply m -> multiply(values[m.left()], values[m.right()]);
                case Divide d -> divide(values[d.left()], values[d.right()]);
                case MultiplyAdd m -> multiplyAdd(values[m.left()], values[m.right()], values[m.addend()]);
                case Negate n -> negate(values[n.operand()]);
                case Root r -> root(values[r.operand()]);
                case Raise r -> raise(values[r.base()], values[r.exponent()]);
                case Invoke v -> invoke(v.operator(), v.arguments().stream().map(argument -> values[argument]).toList());
                case Evaluate e -> evaluate(e.function(), values[e.operand()]);
                case Select s -> select(s.relation(), values[s.left()], values[s.right()], values[s.then()], values[s.otherwise()]);
                case Repeat r -> repeat(r.rounds(), r.arguments().stream().map(argument -> values[argument]).toList());
            };
        }
        return values[program.outputs().getFirst()];
    }

    /** The value, if it is known already. */
    java.util.OptionalDouble known(int value) {
        return isNumber(value) ? java.util.OptionalDouble.of(numberOf(value)) : java.util.OptionalDouble.empty();
    }

    /** The program for some outputs; what none of them needs is left out. */
    Program build(List<Integer> outputs) {
        return build(outputs, inputs);
    }

    /** The same, of a number of inputs that became known only now. */
    Program build(List<Integer> outputs, int inputCount) {
        boolean[] needed = new boolean[instructions.size()];
        outputs.forEach(output -> needed[output] = true);
        for (int i = needed.length - 1; i >= 0; i--) {
            if (needed[i]) {
                instructions.get(i).operands().forEach(operand -> needed[operand] = true);
            }
        }
        int[] renamed = new int[needed.length];
        Arrays.fill(renamed, -1);
        List<Instruction> kept = new ArrayList<>();
        for (int i = 0; i < needed.length; i++) {
            if (needed[i]) {
                renamed[i] = kept.size();
                Instruction old = instructions.get(i);
                kept.add(old.withOperands(old.operands().stream().map(operand -> renamed[operand]).toList()));
            }
        }
        return new Program(inputCount, kept, outputs.stream().map(output -> renamed[output]).toList()).check();
    }
}
