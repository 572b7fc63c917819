package dev.fluxion.codegen;

import dev.fluxion.symbolic.Shape;
import dev.fluxion.symbolic.Size;
import dev.fluxion.symbolic.operator.Operator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** One step of a function of arrays whose sizes each call tells; arrays go by number, their entries are row-major. */
sealed interface SizedStep {
    /** The array that is made; the first where there are several. */
    int result();

    /** How many arrays are made, one number after the other. */
    default int results() {
        return 1;
    }

    /** Its sizes. */
    Shape shape();

    /** The arrays that are read. */
    List<Integer> sources();

    /** What it does, on one line. */
    String text();

    /**
     * An entry of an array.
     *
     * @param axes for each axis the label that runs along it, or −1 − the position there
     */
    record Read(int array, Shape shape, List<Integer> axes) {
        private Size stride(int axis) {
            return shape.sizes().subList(axis + 1, shape.rank()).stream().reduce(Size.ONE, Size::times);
        }

        /** How far apart entries are along each label. */
        Map<Integer, Size> strides() {
            Map<Integer, Size> strides = new TreeMap<>();
            IntStream.range(0, axes.size()).filter(axis -> axes.get(axis) >= 0).forEach(axis -> strides.merge(axes.get(axis), stride(axis), Size::plus));
            return strides;
        }

        /** Where the entry is whose labels are 0. */
        Size offset() {
            return IntStream.range(0, axes.size()).filter(axis -> axes.get(axis) < 0)
                    .mapToObj(axis -> stride(axis).times(Size.of(-1L - axes.get(axis)))).reduce(Size.ZERO, Size::plus);
        }

        private String text() {
            return "a" + array + axes.stream().map(axis -> axis >= 0 ? "i" + axis : Integer.toString(-axis)).toList();
        }
    }

    /** A number from entries, in their order. */
    record Body(Program program, List<Read> reads) {
        /** Whether it is one of these entries. */
        boolean isEntry() {
            return reads.size() == 1 && program.instructions().size() == 1 && program.instructions().getFirst() instanceof Instruction.Input;
        }

        /** The number that it is whatever the entries are. */
        OptionalDouble number() {
            return program.instructions().size() == 1 && program.instructions().getFirst() instanceof Instruction.Number n ? OptionalDouble.of(n.value()) : OptionalDouble.empty();
        }

        private String text() {
            List<String> lines = IntStream.range(0, program.instructions().size()).mapToObj(i -> "v" + i + " = "
                    + (program.instructions().get(i) instanceof Instruction.Input input ? reads.get(input.index()).text() : program.instructions().get(i).text())).toList();
            return String.join("; ", lines);
        }

        private Stream<Integer> sources() {
            return reads.stream().map(Read::array);
        }
    }

    /**
     * Loops over labels, of which the first are the axes of the result.
     *
     * @param ranges of the labels
     * @param scale what becomes of each sum at the end: its first input is the sum
     * @param sums whether entries are added up
     */
    record Nest(int result, Shape shape, List<Size> ranges, List<LabelOrder.Level> levels, Body body, Optional<Body> scale, boolean sums) implements SizedStep {
        /** The entry that is stored. */
        Read written() {
            return new Read(result, shape, IntStream.range(0, shape.rank()).boxed().toList());
        }

        @Override
        public List<Integer> sources() {
            return Stream.concat(body.sources(), scale.stream().flatMap(each -> each.reads.stream().skip(1)).map(Read::array)).toList();
        }

        @Override
        public String text() {
            return "a" + result + shape + " = " + levels.stream().map(level -> level.text(ranges)).collect(Collectors.joining(", "))
                    + (levels.isEmpty() ? "" : ": ") + (sums ? "add " : "") + body.text() + scale.map(each -> "; then " + each.text()).orElse("");
        }
    }

    /** A function along an axis. */
    record Rows(Operator operator, int operand, Shape whole, int axis, int result, Shape shape) implements SizedStep {
        @Override
        public List<Integer> sources() {
            return List.of(operand);
        }

        @Override
        public String text() {
            return "a" + result + shape + " = " + operator.name() + "(a" + operand + ") along axis " + (axis + 1);
        }
    }

    /** A function of square matrices. */
    record Matrix(Operator operator, List<Integer> operands, Size order, int result, Shape shape) implements SizedStep {
        @Override
        public List<Integer> sources() {
            return operands;
        }

        @Override
        public String text() {
            return "a" + result + shape + " = " + operator.name() + operands.stream().map(operand -> "a" + operand).collect(Collectors.joining(", ", "(", ")"));
        }
    }

    /** An array of entries that are computed one by one. */
    record Written(List<Body> entries, int result, Shape shape) implements SizedStep {
        @Override
        public List<Integer> sources() {
            return entries.stream().flatMap(Body::sources).distinct().toList();
        }

        @Override
        public String text() {
            return "a" + result + shape + " = " + entries.size() + " entries one by one";
        }
    }

    /**
     * Programs that are executed once for each whole number of a range, passes up and down in turn: folds that go together.
     *
     * @param counts how many tensors each pass carries along
     * @param bodies of each pass: from all that are carried, the index and what stays the same, the tensors that its own become
     * @param operands what the carried tensors start as, the first and last index, and what stays the same
     * @param ends which of the carried tensors are results
     * @param shapes of the results
     */
    record Repeat(List<Integer> counts, List<SizedProgram> bodies, List<Integer> operands, List<Integer> ends, int result, List<Shape> shapes) implements SizedStep {
        /** How many tensors are carried along in all. */
        int carried() {
            return start(counts.size());
        }

        /** The first tensor that a pass carries. */
        int start(int pass) {
            return counts.subList(0, pass).stream().mapToInt(Integer::intValue).sum();
        }

        @Override
        public int results() {
            return ends.size();
        }

        @Override
        public Shape shape() {
            return shapes.getFirst();
        }

        @Override
        public List<Integer> sources() {
            return operands;
        }

        @Override
        public String text() {
            return IntStream.range(0, ends.size()).mapToObj(i -> "a" + (result + i) + shapes.get(i)).collect(Collectors.joining(", ")) + " = rounds" + counts + " of "
                    + bodies.stream().map(body -> body.needed().size()).toList() + " steps, index from a" + operands.get(carried()) + " to a" + operands.get(carried() + 1);
        }
    }

    /** A size as a number. */
    record Count(Size size, int result) implements SizedStep {
        @Override
        public Shape shape() {
            return Shape.SCALAR;
        }

        @Override
        public List<Integer> sources() {
            return List.of();
        }

        @Override
        public String text() {
            return "a" + result + " = " + size;
        }
    }
}
