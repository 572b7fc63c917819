package dev.fluxion.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fluxion.codegen.ClassEmitter.Form;
import dev.fluxion.codegen.ClassEmitter.Method;
import dev.fluxion.symbolic.Apply;
import dev.fluxion.symbolic.Condition.Relation;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Product;
import dev.fluxion.symbolic.Sum;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.operator.Operator;
import dev.fluxion.symbolic.operator.Operators;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LongProgramTest {
    private static final int LARGEST_METHOD = 8_000;
    private static final int SPECIAL_POINTS = 20;
    private static final double[] SPECIAL = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 0.0, -0.0, Double.MIN_VALUE, -Double.MIN_NORMAL / 4,
        Double.MAX_VALUE, -Double.MAX_VALUE, 1, -1, 710, -746};
    private static final List<Operator> UNARY = Operators.rows(Operator.Kind.ELEMENTWISE).stream().filter(row -> row.operands().size() == 1).toList();

    static Program random(long seed, int size, int inputs, int outputs) {
        Random random = new Random(seed);
        ProgramBuilder code = new ProgramBuilder(inputs);
        List<Integer> values = new ArrayList<>();
        for (int i = 0; i < inputs; i++) {
            values.add(code.input(i));
        }
        while (values.size() < size) {
            int a = pick(values, random);
            int b = pick(values, random);
            values.add(switch (random.nextInt(9)) {
                case 0 -> code.number(random.nextGaussian());
                case 1, 2 -> code.add(a, b);
                case 3 -> code.subtract(a, b);
                case 4 -> code.multiply(a, b);
                case 5 -> code.divide(a, b);
                case 6 -> code.negate(a);
                case 7 -> code.select(Relation.values()[random.nextInt(6)], a, b, pick(values, random), pick(values, random));
                default -> code.invoke(UNARY.get(random.nextInt(UNARY.size())), List.of(a));
            });
        }
        return code.build(IntStream.range(0, outputs).mapToObj(k -> k == 0 ? values.getLast() : pick(values, random)).toList());
    }

    // Ordinary numbers, and such as rules for NaN, infinities, signs of zeros and subnormal numbers are for.
    private static List<double[]> points(Program program, long seed) {
        Random random = new Random(seed);
        double[] ordinary = random.doubles(program.inputs(), -2, 2).toArray();
        return Stream.concat(Stream.of(ordinary), Stream.generate(() -> Arrays.stream(ordinary)
                .map(x -> random.nextInt(3) == 0 ? x : SPECIAL[random.nextInt(SPECIAL.length)]).toArray()).limit(SPECIAL_POINTS)).toList();
    }

    private static int pick(List<Integer> values, Random random) {
        // mostly near the end, so that programs are deep
        int back = random.nextInt(4) == 0 ? random.nextInt(values.size()) : random.nextInt(Math.min(40, values.size()));
        return values.get(values.size() - 1 - back);
    }

    private static void assertEqualToInterpreter(Program program, long seed) {
        ClassEmitter.Emitted emitted = ClassEmitter.emit(VectorFunction.class, List.of(new Method("apply", Form.STORE, program)));
        assertMethodsAreShort(emitted.bytes());
        VectorFunction compiled = HiddenClasses.instance(VectorFunction.class, emitted.bytes(), emitted.templates());
        assertEqualToInterpreter(program, compiled, seed);
    }

    private static void assertEqualToInterpreter(Program program, VectorFunction function, long seed) {
        ArrayInterpreter interpreter = new ArrayInterpreter(program);
        double[] out = new double[program.outputs().size()];
        for (double[] at : points(program, seed)) {
            function.apply(at, out);
            assertThat(out).as("seed %d", seed).isEqualTo(interpreter.run(at)); // equal doubles have equal bits, but for those of NaN
        }
    }

    private static void assertMethodsAreShort(byte[] bytes) {
        ClassFile.of().parse(bytes).methods().forEach(method -> method.findAttribute(Attributes.code())
                .ifPresent(code -> assertThat(code.codeLength()).as(method.methodName().stringValue()).isLessThan(LARGEST_METHOD)));
    }

    @ParameterizedTest
    @CsvSource({"1,10,3,2", "2,100,2,10", "3,1000,5,3", "4,3000,10,1000", "5,20000,3,5000", "6,100000,40000,60000", "7,5,1,1", "8,700,1,1"})
    void randomProgramsComputeWhatTheInterpreterComputes(long seed, int size, int inputs, int outputs) {
        assertEqualToInterpreter(random(seed, size, inputs, outputs), seed);
    }

    @Test
    void manyRandomProgramsOfAMethodOrTwoAgree() {
        for (long seed = 100; seed < 160; seed++) {
            assertEqualToInterpreter(random(seed, 50 + (int) (seed - 100) * 40, 4, 3), seed);
        }
    }

    @ParameterizedTest
    @CsvSource({"1,10,3,2", "2,100,2,10", "3,1000,5,3", "5,20000,3,5000", "6,200000,40,600", "7,5,1,1"})
    void programsOfWordsComputeWhatTheInterpreterComputes(long seed, int size, int inputs, int outputs) {
        Program program = FusedSums.apply(random(seed, size, inputs, outputs));
        assertEqualToInterpreter(program, new FlatProgram(program), seed);
    }

    @Test
    void programsOfWordsCallAFunctionWithTwoAndWithThreeOperands() {
        Operator max = Operators.rows(Operator.Kind.ELEMENTWISE).stream().filter(row -> row.name().equals("max")).findFirst().orElseThrow();
        ProgramBuilder code = new ProgramBuilder(3);
        List<Integer> inputs = IntStream.range(0, 3).map(code::input).boxed().toList();
        int two = code.invoke(max, inputs.subList(0, 2));
        int three = code.invoke(max, inputs);
        Program program = code.build(List.of(code.invoke(max, List.of(two, three)), code.invoke(max, List.of(three, two, two)), two, three));
        double[] out = new double[4];
        new FlatProgram(program).apply(new double[] {1, -2, 5}, out);
        assertThat(out).containsExactly(5, 5, 1, 5);
    }

    @Test
    void programsOfWordsRepeatEqualRoundsAsOftenAsTheyAreMet() {
        Rounds doubling = new Rounds(List.of(1), List.of(new Program(2, List.of(new Instruction.Input(0), new Instruction.Add(0, 0)), List.of(1))), 0);
        List<Instruction> instructions = List.of(new Instruction.Input(0), new Instruction.Number(1), new Instruction.Number(3),
                new Instruction.Repeat(doubling, List.of(0, 1, 2)), new Instruction.Repeat(doubling, List.of(0, 1, 2)), new Instruction.Repeat(doubling, List.of(2, 1, 0)));
        double[] out = new double[3];
        new FlatProgram(new Program(1, instructions, List.of(3, 4, 5))).apply(new double[] {5}, out);
        assertThat(out).containsExactly(40, 40, 96);
    }

    @ParameterizedTest
    @CsvSource({"1,10,3,2", "3,1000,5,3", "5,20000,3,5000", "7,5,1,1"})
    void equalOperationsFollowEachOther(long seed, int size, int inputs, int outputs) {
        Program program = random(seed, size, inputs, outputs);
        Program ordered = OperationRuns.ordered(program).check();
        for (double[] at : points(program, seed)) {
            assertThat(new ArrayInterpreter(ordered).run(at)).isEqualTo(new ArrayInterpreter(program).run(at));
        }
        assertThat(runs(ordered)).isLessThanOrEqualTo(runs(program));
        assertThat(ordered.instructions()).hasSameSizeAs(program.instructions());
    }

    private static long runs(Program program) {
        return IntStream.range(1, program.instructions().size())
                .filter(i -> !OperationRuns.kind(program.instructions().get(i)).equals(OperationRuns.kind(program.instructions().get(i - 1)))).count();
    }

    @Test
    void aHundredThousandNumbersFitTheConstantPool() {
        ProgramBuilder code = new ProgramBuilder(1);
        int total = code.input(0);
        for (int i = 1; i <= 100_000; i++) {
            total = code.add(code.multiply(total, code.number(1 - 1.0 / (i + 1))), code.input(0));
        }
        assertEqualToInterpreter(code.build(List.of(total)), 1);
    }

    @Test
    void aChainOfDepthAHundredThousandCompiles() {
        Expression chain = Symbol.of("x");
        for (int i = 0; i < 100_000; i++) {
            chain = Apply.of(UNARY.get(6), chain);
        }
        ScalarKernel kernel = Kernels.compile(chain, List.of(chain), List.of(Symbol.of("x")));
        double[] out = new double[1];
        assertThat(kernel.value(0.5)).isEqualTo(kernel.valueAndGradient(new double[] {0.5}, out)).isEqualTo(out[0]);
    }

    @Test
    void aWideSumAndItsGradientCompile() {
        List<Symbol> inputs = IntStream.range(0, 30_000).mapToObj(i -> Symbol.of("x" + i)).toList();
        Expression sum = Sum.of(IntStream.range(0, inputs.size()).<Expression>mapToObj(i -> Product.of(Constant.of(i + 2), inputs.get(i))).toList());
        List<Expression> gradient = IntStream.range(0, inputs.size()).<Expression>mapToObj(i -> Constant.of(i + 2)).toList();
        ScalarKernel kernel = Kernels.compile(sum, gradient, inputs);
        double[] at = IntStream.range(0, inputs.size()).mapToDouble(i -> 1).toArray();
        double[] out = new double[at.length];
        assertThat(kernel.valueAndGradient(at, out)).isEqualTo(30_000.0 * 30_003 / 2);
        assertThat(out[29_999]).isEqualTo(30_001);
    }
}
