package dev.fluxion.symbolic.operator;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One row of the table of functions: everything the system knows of a function, as data. Formulas are text of the language; operands go by
 * the names given here, and {@code y} is the value already computed.
 */
public final class Operator {
    /** What kind of function it is. */
    public enum Kind {
        /** Entry by entry, on any shape. */
        ELEMENTWISE,
        /** Along one axis. */
        REDUCTION,
        /** Linear algebra on square matrices. */
        MATRIX
    }

    /** What happens to the value when the operand changes sign. */
    public enum Parity {
        /** Nothing that is known. */
        NONE,
        /** {@code f(-x) = f(x)}. */
        EVEN,
        /** {@code f(-x) = -f(x)}. */
        ODD
    }

    /** A function of numbers: outside its domain it gives NaN. */
    @FunctionalInterface
    public interface Numeric {
        /** The value; as many arguments as the row has operands. */
        double value(double[] arguments);
    }

    /**
     * A function along an axis: the values of one slice to the values of the result, one of them where the axis is dropped. See {@link TensorRows}
     * for what is read and stored.
     */
    @FunctionalInterface
    public interface Slice {
        /** Reads {@code count} entries {@code stride} apart from {@code offset} on, and writes to {@code out} in the same manner. */
        void apply(double[] x, int offset, int stride, int count, double[] out, int outOffset, int outStride);
    }

    /** A function of square matrices in row-major order. Each operand and the value holds n·n entries, or one where the value is a number. */
    @FunctionalInterface
    public interface Matrix {
        /** The value for matrices of order {@code n}; a right-hand side may have other columns. */
        double[] value(double[][] operands, int n);
    }

    // Of a condition that bounds y from below, and from above, by a number.
    private static final List<Pattern> ENDS = List.of(Pattern.compile("-?[\\w/]+ <=? y|y >=? -?[\\w/]+"), Pattern.compile("y <=? -?[\\w/]+|-?[\\w/]+ >=? y"));

    /**
     * Nominal reference to a static Java method.
     *
     * @param numbers that it takes behind the operands
     */
    public record JavaMethod(Class<?> owner, String name, List<Integer> numbers) {
        /** Copies. */
        public JavaMethod {
            numbers = List.copyOf(numbers);
        }
    }

    private final String name;
    private final Kind kind;
    private final List<String> operands;
    private final int optional;
    private final Map<String, String> defaults;
    private final Map<String, String> derivatives;
    private final Map<String, String> specialValues;
    private final Parity parity;
    private final boolean symmetric;
    private final boolean keepsAxis;
    private final boolean linear;
    private final boolean sharesLargest;
    private final boolean overLastAxis;
    private final int valueRank;
    private final boolean variadic;
    private final boolean namesVariableToo;
    private final String latex;
    private final String accurateDerivative;
    private final String inverse;
    private final String stableLogarithm;
    private final String domain;
    private final String range;
    private final boolean bounded;
    private final String note;
    private final String ruleName;
    private final String vectorLane;
    private final String arithmetic;
    private final Enclosing.Of bounds;
    private final Asymptotic asymptotic;
    private final Kink kink;
    private final JavaMethod method;
    private final Numeric numeric;
    private final Slice slice;
    private final Matrix matrix;

    Operator(OperatorBuilder builder) {
        name = builder.name;
        kind = builder.kind;
        operands = List.copyOf(builder.operands);
        defaults = Map.copyOf(builder.defaults);
        optional = builder.defaults.size();
        derivatives = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(builder.derivatives));
        specialValues = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(builder.specialValues));
        parity = builder.parity;
        symmetric = builder.symmetric;
        keepsAxis = builder.keepsAxis;
        linear = builder.linear;
        sharesLargest = builder.sharesLargest;
        overLastAxis = builder.overLastAxis;
        valueRank = builder.valueRank;
        variadic = builder.variadic;
        namesVariableToo = builder.namesVariableToo;
        latex = builder.latex;
        accurateDerivative = builder.accurateDerivative;
        inverse = builder.inverse;
        stableLogarithm = builder.stableLogarithm;
        domain = builder.domain;
        range = builder.range;
        bounded = ENDS.stream().allMatch(end -> Stream.of(range.split(" and ")).anyMatch(part -> end.matcher(part).matches()));
        note = builder.note;
        ruleName = builder.ruleName;
        vectorLane = builder.vectorLane;
        arithmetic = builder.arithmetic;
        bounds = builder.bounds;
        asymptotic = builder.asymptotic;
        kink = builder.kink;
        method = builder.method;
        numeric = builder.numeric;
        slice = builder.slice;
        matrix = builder.matrix;
    }

    /** Its name in the language. */
    public String name() {
        return name;
    }

    /** What kind of function it is. */
    public Kind kind() {
        return kind;
    }

    /** Names of the operands in this row's formulas. */
    public List<String> operands() {
        return operands;
    }

    /** The least number of operands that must be given. */
    public int minimumArity() {
        return operands.size() - optional;
    }

    /** The largest number of operands that may be given. */
    public int maximumArity() {
        return variadic ? Integer.MAX_VALUE : operands.size();
    }

    /** Text of the value an operand has when it is not given, by operand. */
    public Map<String, String> defaults() {
        return defaults;
    }

    /** Text of the partial derivative by an operand, if one is known. For a reduction, the pull-back of cotangent {@code g}. */
    public Optional<String> derivative(String operand) {
        return Optional.ofNullable(derivatives.get(operand));
    }

    /** Text of values at texts of arguments. */
    public Map<String, String> specialValues() {
        return specialValues;
    }

    /** Behaviour under a change of sign of the only operand. */
    public Parity parity() {
        return parity;
    }

    /** Whether operands may be exchanged. */
    public boolean symmetric() {
        return symmetric;
    }

    /** Whether a reduction keeps the axis. */
    public boolean keepsAxis() {
        return keepsAxis;
    }

    /** Whether it is linear along an axis: that of a sum is the sum of those of its terms. */
    public boolean isLinear() {
        return linear;
    }

    /** Whether a reduction gives equal shares of one to the largest entries, and zeros to the others. */
    public boolean sharesLargest() {
        return sharesLargest;
    }

    /** Whether a reduction is along the last axis where none is named, and not over all entries. */
    public boolean overLastAxis() {
        return overLastAxis;
    }

    /** The rank of what a matrix function gives: 0 for a determinant, 2 for an inverse. Every axis is as long as one of the matrix. */
    public int valueRank() {
        return valueRank;
    }

    /** Whether any number of operands is folded two by two. */
    public boolean variadic() {
        return variadic;
    }

    /** Whether the name without a bracket is an ordinary variable. */
    public boolean namesVariableToo() {
        return namesVariableToo;
    }

    /** LaTeX with {@code #1} for operands, or a command that is put before the operand. */
    public String latex() {
        return latex;
    }

    /** Text of a derivative that loses no digits where the plain one does. */
    public Optional<String> accurateDerivative() {
        return Optional.ofNullable(accurateDerivative);
    }

    /** The inverse function on the principal branch. */
    public Optional<Operator> inverse() {
        return Optional.ofNullable(inverse).flatMap(Operators::elementwise);
    }

    /** Text of its logarithm without overflow or underflow, in the manner of {@link #derivative}. */
    public Optional<String> stableLogarithm() {
        return Optional.ofNullable(stableLogarithm);
    }

    /** Condition on the operands under which the value is a real number; {@code true} if always. */
    public String domain() {
        return domain;
    }

    /** Condition on {@code y} that every value meets; {@code true} if nothing is known. */
    public String range() {
        return range;
    }

    /** Whether the row gives numbers that no value is below and none above: what has a value is finite then, also in double precision. */
    public boolean isBounded() {
        return bounded;
    }

    /** A remark on stability or convention; empty if there is none. */
    public String note() {
        return note;
    }

    /** What a derivation calls the rule for its derivative. */
    public String ruleName() {
        return ruleName;
    }

    /** Name of the lane-wise operation of the vector module, or {@code null}. */
    public String vectorLane() {
        return vectorLane;
    }

    /** Text that gives the value to the bit by comparisons, arithmetic and the functions that have lanes, where there is one. */
    public Optional<String> arithmetic() {
        return Optional.ofNullable(arithmetic);
    }

    /** Guaranteed bounds to any number of bits; without them it is a formula of functions that have them, or refused. */
    public Optional<Enclosing.Of> bounds() {
        return Optional.ofNullable(bounds);
    }

    /** How it behaves near points where it is not smooth, and far out. */
    public Asymptotic asymptotic() {
        return asymptotic;
    }

    /** What is agreed where it has no derivative. */
    public Optional<Kink> kink() {
        return Optional.ofNullable(kink);
    }

    /** The Java method that computes it: of numbers, of one slice, or of matrices; {@code null} for a function of matrices that none computes alone. */
    public JavaMethod method() {
        return method;
    }

    /**
     * Its value in double precision, of a function of entries.
     *
     * @param arguments as many as there are operands
     */
    public double value(double... arguments) {
        return numeric.value(arguments);
    }

    /** What a reduction does to one slice. */
    public Slice slice() {
        return Objects.requireNonNull(slice, name);
    }

    /** What a matrix function does. */
    public Matrix matrix() {
        return Objects.requireNonNull(matrix, name);
    }

    @Override
    public String toString() {
        return name;
    }

    /** A row for a function of every entry. */
    static OperatorBuilder elementwise(String name, String... operands) {
        return new OperatorBuilder(name, Kind.ELEMENTWISE, operands);
    }

    /** A row for a function along an axis. */
    static OperatorBuilder reduction(String name) {
        return new OperatorBuilder(name, Kind.REDUCTION, "x");
    }

    /** A row for a function of a square matrix. */
    static OperatorBuilder matrix(String name, String... operands) {
        return new OperatorBuilder(name, Kind.MATRIX, operands);
    }
}
