package dev.fluxion.codegen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fluxion.Fluxion;
import dev.fluxion.symbolic.Condition.Relation;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.language.Language;
import dev.fluxion.symbolic.operator.Operator;
import dev.fluxion.symbolic.operator.Operators;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowKernelTest {
    private static final double[] SPECIAL = {0.0, -0.0, 1, -1, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.MIN_VALUE,
        -Double.MIN_VALUE, Double.MIN_NORMAL, Double.MAX_VALUE, -Double.MAX_VALUE, 709.79, -745.2, 708.1, -708.3, 1e5, 1e5 + 1, -1e22, 0.5, Math.PI};

    private static final List<Operator> ROWS = Operators.rows(Operator.Kind.ELEMENTWISE).stream()
            .filter(row -> row.operands().size() == 1 || row.vectorLane() != null).toList();

    /** Random programs; without {@code functions} only of operations whose lanes have the bits of scalar code. */
    private static Program random(long seed, int size, boolean functions) {
        List<Operator> usable = ROWS.stream().filter(row -> functions || Lanes.kind(row) != RowSchedule.Kind.FUNCTION).toList();
        Random random = new Random(seed);
        ProgramBuilder code = new ProgramBuilder(3);
        List<Integer> values = new ArrayList<>(List.of(code.input(0), code.input(1), code.input(2), code.number(random.nextGaussian())));
        while (values.size() < size) {
            int a = values.get(Math.max(0, values.size() - 1 - random.nextInt(12)));
            int b = values.get(random.nextInt(values.size()));
            values.add(switch (random.nextInt(9)) {
                case 0, 1 -> code.add(a, b);
                case 2 -> code.subtract(a, b);
                case 3 -> code.multiply(a, b);
                case 4 -> code.divide(a, b);
                case 5 -> code.negate(a);
                case 6 -> code.select(Relation.values()[random.nextInt(6)], a, b, b, a);
                case 7 -> code.root(a);
                default -> {
                    Operator row = usable.get(random.nextInt(usable.size()));
                    yield code.invoke(row, IntStream.range(0, row.operands().size()).mapToObj(i -> i == 0 ? a : b).toList());
                }
            });
        }
        return FusedSums.apply(code.build(List.of(values.getLast(), values.get(values.size() - 2), values.get(4), 0, values.get(3), values.getLast())));
    }

    private static double[][] columns(int count, int rows, long seed) {
        Random random = new Random(seed);
        double[][] columns = new double[count][rows];
        for (double[] column : columns) {
            Arrays.setAll(column, i -> random.nextInt(4) == 0 ? SPECIAL[random.nextInt(SPECIAL.length)] : 3 * random.nextGaussian());
        }
        return columns;
    }

    /** A loop with its function written out takes the place of the others once it is compiled. */
    @ParameterizedTest
    @ValueSource(strings = {"x^2*sin(y)", "exp(x)*y - x", "cos(x)", "{x > y: sin(x)/y, else: y}", "3*sin(2*x + y)^2"})
    void joinedLoopsGiveTheSameBits(String formula) {
        Program program = Kernels.program(List.of(Language.parse(formula), Language.parse("x")), List.of(Symbol.of("x"), Symbol.of("y")), Mode.STRICT);
        int lanes = LaneFunctions.lanes();
        for (int rows : new int[] {lanes, 8 * lanes, 1 << 12}) {
            double[][] columns = columns(2, rows, rows);
            double[][] expected = run(new RowKernel(program, true), program, columns);
            double[][] results = new double[program.outputs().size()][rows];
            JoinedRows.of(program).orElseThrow().emitted().run(columns, results, new double[0], 0, rows);
            assertThat(bits(results)).as("%d rows of %s", rows, formula).isDeepEqualTo(bits(expected));
        }
    }

    /** The same kernel, before and behind the change, in which the middle of a run may fall. */
    @Test
    void rowsKeepTheirBitsWhenLoopsAreJoined() {
        Program program = Kernels.program(List.of(Language.parse("x^2*sin(y)")), List.of(Symbol.of("x"), Symbol.of("y")), Mode.STRICT);
        RowKernel kernel = new RowKernel(program, Lanes.available());
        double[][] columns = columns(2, 10_003, 7);
        double[][] first = run(kernel, program, columns);
        for (int i = 0; i < 300; i++) {
            assertThat(bits(run(kernel, program, columns))).isDeepEqualTo(bits(first));
        }
    }

    private static long[][] bits(double[][] columns) {
        return Arrays.stream(columns).map(column -> Arrays.stream(column).mapToLong(Double::doubleToLongBits).toArray()).toArray(long[][]::new);
    }

    @Test
    void programsOfOtherFunctionsAreNotJoined() {
        for (String formula : List.of("x + y", "sin(x)*cos(y)", "log(x)*y", "erf(x)", "x^y*sin(x)")) {
            Program program = Kernels.program(List.of(Language.parse(formula)), List.of(Symbol.of("x"), Symbol.of("y")), Mode.STRICT);
            assertThat(JoinedRows.of(program)).as(formula).isEmpty();
        }
    }

    private static double[][] run(RowKernel kernel, Program program, double[][] columns) {
        double[][] results = new double[program.outputs().size()][columns[0].length];
        kernel.run(columns, results);
        return results;
    }

    private static void assertEqualToInterpreter(Program program, boolean lanes, int rows, long seed) {
        double[][] columns = columns(program.inputs(), rows, seed);
        double[][] results = run(new RowKernel(program, lanes), program, columns);
        ArrayInterpreter interpreter = new ArrayInterpreter(program);
        for (int row = 0; row < rows; row++) {
            int at = row;
            double[] expected = interpreter.run(Arrays.stream(columns).mapToDouble(column -> column[at]).toArray());
            for (int k = 0; k < expected.length; k++) {
                // Comparison by value: which NaN it is, is not promised; zeros are told apart by their sign.
                assertThat((Double) results[k][row]).as("seed %d, row %d, output %d of%n%s", seed, row, k, program).isEqualTo((Double) expected[k]);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void randomProgramsComputeWhatTheInterpreterComputes(boolean lanes) {
        for (long seed = 0; seed < 60; seed++) {
            assertEqualToInterpreter(random(seed, 6 + (int) seed * 3, !lanes), lanes, 1 + (int) seed, seed);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void longProgramsAreCutIntoMethodsThatAreCompiled(boolean lanes) {
        Program program = random(7, 20_000, !lanes);
        byte[] bytes = RowEmitter.emit(program, RowSchedule.of(program, lanes));
        ClassFile.of().parse(bytes).methods().forEach(method -> method.findAttribute(Attributes.code())
                .ifPresent(code -> assertThat(code.codeLength()).as(method.methodName().stringValue()).isLessThan(8_000)));
        assertEqualToInterpreter(program, lanes, 9, 7);
    }

    @Test
    void whatIsMadeOfColumnsIsComputedWhereItIsUsed() {
        List<dev.fluxion.symbolic.Symbol> inputs = List.of(dev.fluxion.symbolic.Symbol.of("x"), dev.fluxion.symbolic.Symbol.of("y"));
        RowSchedule schedule = RowSchedule.of(Kernels.program(List.of(Fluxion.parse("(x^2 + 1)*sin(y)*exp(2*x)")), inputs), true);
        assertThat(schedule.parts().stream().map(RowSchedule.Part::kind)).containsExactlyInAnyOrder(RowSchedule.Kind.LANES, RowSchedule.Kind.FUNCTION,
                RowSchedule.Kind.FUNCTION, RowSchedule.Kind.LANES);
        assertThat(schedule.slots()).isLessThanOrEqualTo(3);
        assertThat(RowSchedule.of(Kernels.program(List.of(Fluxion.parse("x^2*sin(y)")), inputs), true).parts()).hasSize(2);
    }

    @Test
    void methodsWithVectorsAreTooLongToBecomePartOfTheirCallers() {
        Program program = Kernels.program(List.of(Fluxion.parse("x^2*sin(y)")), List.of(dev.fluxion.symbolic.Symbol.of("x"), dev.fluxion.symbolic.Symbol.of("y")));
        ClassFile.of().parse(RowEmitter.emit(program, RowSchedule.of(program, true))).methods().stream()
                .filter(method -> method.methodName().stringValue().startsWith("part"))
                .forEach(method -> assertThat(method.findAttribute(Attributes.code()).orElseThrow().codeLength()).isGreaterThan(325));
    }

    @Test
    void theLanesOfThisMachineAreUsedInTests() {
        assertThat(Lanes.available()).isTrue();
        assertThat(Kernels.rows(List.of(Fluxion.parse("x + 1")), List.of(dev.fluxion.symbolic.Symbol.of("x"))).lanes()).isGreaterThanOrEqualTo(4);
    }

    @Test
    void aRowDoesNotDependOnItsPlaceOrOnThreads() {
        Program program = random(3, 60, true);
        RowKernel kernel = new RowKernel(program, true);
        double[][] columns = columns(3, 50_003, 4);
        double[][] all = run(kernel, program, columns);
        double[][] parallel = new double[all.length][all[0].length];
        kernel.run(columns, parallel, (tasks, task) -> IntStream.range(0, tasks).parallel().forEach(task));
        assertThat(Arrays.deepEquals(parallel, all)).isTrue();
        for (int from : new int[] {1, 2, 3, 1_023, 49_998}) {
            double[][] shifted = run(kernel, program, Arrays.stream(columns).map(column -> Arrays.copyOfRange(column, from, column.length)).toArray(double[][]::new));
            for (int k = 0; k < all.length; k++) {
                assertThat(shifted[k]).isEqualTo(Arrays.copyOfRange(all[k], from, all[k].length));
            }
        }
    }

    /** Functions store what is a result alone where it belongs, and copy it to others; what a later loop needs goes through the room of a tile. */
    @Test
    void functionsThatAreResultsAreThoseThatAreOperandsToo() {
        double[][] columns = columns(2, 2_500, 11);
        List<String> formulas = List.of("sin(x)", "sin(x)", "erf(x)", "exp(y)", "2*exp(y)", "erfc(y)", "log(erf(x))", "cos(sin(x))");
        double[][] together = new double[formulas.size()][2_500];
        Fluxion.rows(formulas.stream().map(Fluxion::parse).toList(), "x", "y").run(columns, together);
        for (int k = 0; k < formulas.size(); k++) {
            double[][] alone = new double[2][2_500];
            Fluxion.rows(List.of(Fluxion.parse(formulas.get(k)), Fluxion.parse("3 - abs(" + formulas.get(k) + ")")), "x", "y").run(columns, alone);
            assertThat(together[k]).as(formulas.get(k)).isEqualTo(alone[0]);
        }
    }

    @Test
    void columnsOutsideTheHeapGiveTheSameNumbers() {
        RowKernel kernel = Fluxion.rows(List.of(Fluxion.parse("x^2*sin(y)")), "x", "y");
        double[][] columns = columns(2, 2_500, 1);
        double[] expected = kernel.values(columns);
        try (Arena arena = Arena.ofConfined()) {
            List<MemorySegment> off = Arrays.stream(columns).map(column -> arena.allocateFrom(ValueLayout.JAVA_DOUBLE, column)).toList();
            MemorySegment result = arena.allocate(ValueLayout.JAVA_DOUBLE, 2_500);
            kernel.run(off, List.of(result));
            assertThat(result.toArray(ValueLayout.JAVA_DOUBLE)).isEqualTo(expected);
        }
    }

    /** In single precision what is computed in double precision is rounded once; on several threads and outside the heap bits are those of one thread. */
    @Test
    void columnsOfSinglesAndOutsideTheHeapAreSharedByThreads() {
        int rows = 300_007;
        RowKernel kernel = Fluxion.rows(List.of(Fluxion.parse("x^2*sin(y)"), Fluxion.parse("exp(x) - y")), "x", "y");
        float[][] singles = new float[2][rows];
        double[][] columns = columns(2, rows, 5);
        for (int i = 0; i < rows; i++) {
            singles[0][i] = (float) columns[0][i];
            singles[1][i] = (float) columns[1][i];
            columns[0][i] = singles[0][i];
            columns[1][i] = singles[1][i];
        }
        double[][] expected = new double[2][rows];
        kernel.run(columns, expected);
        Set<Integer> begun = ConcurrentHashMap.newKeySet();
        Parallel parallel = (tasks, task) -> IntStream.range(0, tasks).parallel().peek(begun::add).forEach(task);
        float[][] rounded = new float[2][rows];
        kernel.run(singles, rounded, parallel);
        try (Arena arena = Arena.ofShared()) {
            List<MemorySegment> off = Arrays.stream(columns).map(column -> arena.allocateFrom(ValueLayout.JAVA_DOUBLE, column)).toList();
            List<MemorySegment> results = List.of(arena.allocate(ValueLayout.JAVA_DOUBLE, rows), arena.allocate(ValueLayout.JAVA_DOUBLE, rows));
            kernel.run(off, results, parallel);
            for (int k = 0; k < 2; k++) {
                assertThat(results.get(k).toArray(ValueLayout.JAVA_DOUBLE)).isEqualTo(expected[k]);
                for (int i = 0; i < rows; i++) {
                    assertThat(Float.compare(rounded[k][i], (float) expected[k][i])).isZero();
                }
            }
        }
        assertThat(begun.size()).isGreaterThan(1);
        assertThatThrownBy(() -> kernel.run(singles, new float[][] {singles[1], new float[rows]}, parallel)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is a column");
        assertThatThrownBy(() -> kernel.run(singles, new float[][] {new float[3], new float[rows]}, parallel)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("3 rows beside one of 300007");
    }

    @Test
    void slicesOfArraysGiveTheSameNumbersAndWhatOverlapsIsRefused() {
        RowKernel kernel = Fluxion.rows(List.of(Fluxion.parse("x*exp(y)"), Fluxion.parse("erf(x) - y")), "x", "y");
        for (int rows : new int[] {0, 1, 7, 8, 65, 1_025}) {
            double[][] columns = columns(2, rows, rows);
            double[][] expected = new double[2][rows];
            kernel.run(columns, expected);
            double[] all = new double[4 * rows + 8];
            List<MemorySegment> parts = IntStream.range(0, 4).mapToObj(i -> MemorySegment.ofArray(all).asSlice((1L + i) * Double.BYTES + (long) i * rows * Double.BYTES,
                    (long) rows * Double.BYTES)).toList();
            IntStream.range(0, 2).forEach(i -> parts.get(i).copyFrom(MemorySegment.ofArray(columns[i])));
            kernel.run(parts.subList(0, 2), parts.subList(2, 4));
            for (int k = 0; k < 2; k++) {
                assertThat(parts.get(2 + k).toArray(ValueLayout.JAVA_DOUBLE)).isEqualTo(expected[k]);
            }
        }
        MemorySegment room = MemorySegment.ofArray(new double[12]);
        MemorySegment first = room.asSlice(0, 32);
        MemorySegment second = room.asSlice(32, 32);
        for (List<MemorySegment> results : List.of(List.of(second, room.asSlice(24, 32)), List.of(room.asSlice(64, 32), room.asSlice(64, 32)),
                List.of(room.asSlice(64, 32), room.asSlice(56, 32)))) {
            assertThatThrownBy(() -> kernel.run(List.of(first, second), results)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("overlaps");
        }
        assertThatThrownBy(() -> kernel.run(List.of(first, second), List.of(room.asSlice(64, 32), MemorySegment.ofArray(new double[4]).asReadOnly())))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void columnsOfDifferentLengthsAreRefused() {
        RowKernel kernel = Fluxion.rows(List.of(Fluxion.parse("x + y")), "x", "y");
        assertThatThrownBy(() -> kernel.values(new double[3], new double[4])).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("4 rows beside one of 3");
        assertThatThrownBy(() -> kernel.values(new double[3])).hasMessageContaining("1 columns for 2");
        assertThat(kernel.values(new double[0], new double[0])).isEmpty();
    }

    /** Prints whether lanes are used, and a value. */
    static final class Scalar {
        public static void main(String[] arguments) {
            Fluxion.rows(List.of(Fluxion.parse("x + y")), "x", "y");
            System.out.print(Lanes.available() + " " + Fluxion.rows(List.of(Fluxion.parse("x^2*sin(y)")), "x", "y").values(new double[] {1.5, 2}, new double[] {2, 3})[1]);
        }
    }

    @Test
    void withoutTheVectorModuleKernelsAreScalarAndSaySo() throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var process = new ProcessBuilder(java, "-cp", System.getProperty("java.class.path"), Scalar.class.getName()).start();
        assertThat(new String(process.getInputStream().readAllBytes())).isEqualTo("false " + 4 * Math.sin(3));
        assertThat(new String(process.getErrorStream().readAllBytes()))
                .containsOnlyOnce("kernels are scalar here; with --add-modules jdk.incubator.vector those over rows and tensors use the lanes of the machine");
    }
}
