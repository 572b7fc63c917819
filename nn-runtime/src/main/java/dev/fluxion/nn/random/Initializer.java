package dev.fluxion.nn.random;

import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Span;
import dev.fluxion.nn.tensor.DoubleTensor;
import dev.fluxion.nn.tensor.TensorShape;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Where a parameter starts: random values whose spread follows from the shape. A matrix {@code [in, out]} multiplies rows from the right; a kernel
 * {@code [out, in, …]} of three axes and more is convolved.
 *
 * <p>Source: K. He et al., Delving Deep into Rectifiers (2015); X. Glorot, Y. Bengio, Understanding the Difficulty of Training Deep Feedforward
 * Neural Networks (2010); Y. LeCun et al., Efficient BackProp (1998).
 */
public enum Initializer {
    /** Gaussian of variance 2 / in: keeps the signal through rectifiers (He). */
    HE("he", false) {
        @Override
        double variance(double in, double out) {
            return 2 / in;
        }
    },
    /** Even of variance 2 / (in + out): keeps signal and gradient through symmetric functions (Glorot and Bengio). */
    GLOROT("glorot", true) {
        @Override
        double variance(double in, double out) {
            return 2 / (in + out);
        }
    },
    /** Gaussian of variance 1 / in: keeps the signal through the identity (LeCun). */
    LECUN("lecun", false) {
        @Override
        double variance(double in, double out) {
            return 1 / in;
        }
    };

    private final String word;
    private final boolean even;

    Initializer(String word, boolean even) {
        this.word = word;
        this.even = even;
    }

    abstract double variance(double in, double out);

    /** Its name in the language. */
    public String word() {
        return word;
    }

    /** All names in the language. */
    public static List<String> words() {
        return Arrays.stream(values()).map(Initializer::word).toList();
    }

    /**
     * The one of this name.
     *
     * @throws FluxionException if there is none
     */
    public static Initializer named(String word) {
        return Arrays.stream(values()).filter(initializer -> initializer.word.equals(word)).findFirst().orElseThrow(() -> unknown(word));
    }

    private static FluxionException unknown(String word) {
        return new FluxionException(Diagnostic.of(Diagnostic.Code.NAME, "there is no initial value named '" + word + "'", Span.NONE)
                .withHint("write " + words().stream().map(name -> name + "()").collect(Collectors.joining(", ")) + ", or a number"));
    }

    /**
     * Values in the order of the array; in single precision the same numbers, rounded ({@link DoubleTensor#toFloat}).
     *
     * @param shape of rank 0 to any; sizes of 0 give no values
     */
    public DoubleTensor values(TensorShape shape, RandomStream stream) {
        double deviation = Math.sqrt(variance(Math.max(1, in(shape)), Math.max(1, out(shape))));
        return even ? evenly(shape, deviation * Math.sqrt(3), stream) : gaussian(shape, deviation, stream);
    }

    /**
     * Gaussian values of mean 0.
     *
     * @param deviation the standard deviation, which is not checked
     */
    public static DoubleTensor gaussian(TensorShape shape, double deviation, RandomStream stream) {
        DoubleTensor tensor = DoubleTensor.zeros(shape.sizes());
        Arrays.setAll(tensor.array(), i -> deviation * stream.nextGaussian());
        return tensor;
    }

    /** Values spread evenly over {@code [-bound, bound)}. */
    public static DoubleTensor evenly(TensorShape shape, double bound, RandomStream stream) {
        DoubleTensor tensor = DoubleTensor.zeros(shape.sizes());
        Arrays.setAll(tensor.array(), i -> bound * (2 * stream.nextDouble() - 1));
        return tensor;
    }

    /** The same value everywhere. */
    public static DoubleTensor constant(TensorShape shape, double value) {
        DoubleTensor tensor = DoubleTensor.zeros(shape.sizes());
        Arrays.fill(tensor.array(), value);
        return tensor;
    }

    /** How many inputs each output sums. */
    private static double in(TensorShape shape) {
        return shape.rank() < 3 ? size(shape, 0) : size(shape, 1) * field(shape);
    }

    /** How many outputs each input reaches. */
    private static double out(TensorShape shape) {
        return shape.rank() < 3 ? size(shape, 1) : size(shape, 0) * field(shape);
    }

    private static double size(TensorShape shape, int axis) {
        return axis < shape.rank() ? shape.size(axis) : 1;
    }

    private static double field(TensorShape shape) {
        double product = 1;
        for (int axis = 2; axis < shape.rank(); axis++) {
            product *= shape.size(axis);
        }
        return product;
    }
}
