package dev.fluxion.symbolic.calculus;

import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Span;
import dev.fluxion.symbolic.Elementwise;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Product;
import dev.fluxion.symbolic.ProductBuilder;
import dev.fluxion.symbolic.Shape;
import dev.fluxion.symbolic.Size;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Sum;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.evaluate.Declared;
import dev.fluxion.symbolic.evaluate.Evaluator;
import dev.fluxion.symbolic.evaluate.Value;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A tensor, such as a Hessian, as a sum of parts, each an outer product of small tensors along axes of which some must agree: diagonals, blocks on a
 * diagonal, Kronecker products and products of vectors keep that form. It is multiplied by a direction without being formed, and made dense where it is
 * asked for.
 *
 * <p>Source: S. Laue, M. Mitterreiter, J. Giesen, A Simple and Efficient Tensor Calculus (AAAI 2020), whose compressed derivatives these are.
 *
 * @param expression the tensor
 * @param parts what it is the sum of
 */
public record PatternedTensor(Expression expression, List<Part> parts) {
    /**
     * An outer product.
     *
     * @param blocks whose axes together are all of the tensor's
     */
    public record Part(List<Block> blocks) {
        /** Copies. */
        public Part {
            blocks = List.copyOf(blocks);
        }

        @Override
        public String toString() {
            return blocks.stream().map(Block::toString).collect(Collectors.joining("; "));
        }
    }

    /**
     * A small tensor within a larger one.
     *
     * @param core the small tensor
     * @param axes for each of its axes those of the tensor that it runs along; the part is zero where positions on several of them differ
     */
    public record Block(Expression core, List<List<Integer>> axes) {
        /** Copies. */
        public Block {
            axes = axes.stream().map(List::copyOf).toList();
        }

        /** Such as {@code softmax(x) on axes 1 = 2}. */
        @Override
        public String toString() {
            List<String> texts = axes.stream().map(tied -> tied.stream().map(axis -> "" + (axis + 1)).collect(Collectors.joining(" = "))).toList();
            boolean several = axes.stream().mapToInt(List::size).sum() > 1;
            return core + (several ? " on axes " : " on axis ") + String.join(", ", texts);
        }
    }

    /** Copies. */
    public PatternedTensor {
        parts = List.copyOf(parts);
    }

    /**
     * The Hessian of a scalar, whose axes are twice those of the variable.
     *
     * @throws FluxionException {@code SHAPE} if the function is no scalar, {@code UNSUPPORTED} if something has no derivative
     */
    public static PatternedTensor hessian(Expression function, Symbol variable) {
        if (!function.isScalar()) {
            throw shape("a scalar has a Hessian, but this has shape " + function.shape());
        }
        return of(Differentiation.derivative(function, List.of(variable, variable)));
    }

    /** The parts that a tensor shows; none where it is zero. What it hides, in a function or in a factor that is a sum, is one dense block. */
    public static PatternedTensor of(Expression tensor) {
        Expression expression = tensor instanceof Product product ? Diagonals.multipliedOut(product) : tensor;
        List<Expression> terms = expression instanceof Sum sum ? sum.terms() : Elementwise.isZero(expression) ? List.of() : List.of(expression);
        Map<List<List<Integer>>, Block> single = new LinkedHashMap<>();
        List<Part> parts = new ArrayList<>();
        for (Part part : terms.stream().map(PatternedTensor::part).toList()) {
            if (part.blocks.size() == 1) {
                Block block = part.blocks.getFirst();
                single.merge(block.axes, block, (a, b) -> new Block(Elementwise.sum(a.core, b.core), a.axes));
            } else {
                parts.add(part);
            }
        }
        parts.addAll(0, single.values().stream().map(block -> new Part(List.of(block))).toList());
        return new PatternedTensor(tensor, parts);
    }

    private static Part part(Expression term) {
        return term instanceof Product product && !product.shape().isScalar() ? new Components(product).part()
                : new Part(List.of(new Block(term, IntStream.range(0, term.shape().rank()).mapToObj(List::of).toList())));
    }

    /** Factors of a product that hang together over labels. */
    private static final class Components {
        private final Product product;
        private final List<Block> blocks = new ArrayList<>();
        private final BitSet done = new BitSet();
        private final BitSet inFront; // labels that are summed in a number of its own

        Components(Product product) {
            this.product = product;
            BitSet reached = new BitSet();
            reached.set(0, product.shape().rank());
            grow(reached);
            inFront = new BitSet();
            inFront.set(0, product.labelCount());
            inFront.andNot(reached);
        }

        private void grow(BitSet labels) {
            for (int size = 0; size < labels.cardinality();) {
                size = labels.cardinality();
                IntStream.range(0, product.factors().size()).filter(i -> product.labels(i).stream().anyMatch(labels::get))
                        .forEach(i -> product.labels(i).forEach(labels::set));
            }
        }

        Part part() {
            for (int axis = 0; axis < product.shape().rank(); axis++) {
                if (!done.get(axis) && product.deltas().stream().map(Product.Delta::second).noneMatch(List.of(axis)::contains)) {
                    component(axis);
                }
            }
            return new Part(blocks);
        }

        private void component(int first) {
            BitSet labels = new BitSet();
            labels.set(first);
            grow(labels);
            done.or(labels);
            boolean one = blocks.isEmpty(); // which takes the numbers in front
            if (one) {
                labels.or(inFront);
            }
            ProductBuilder builder = new ProductBuilder();
            int[] own = IntStream.range(0, product.labelCount()).map(label -> labels.get(label) ? builder.label(product.size(label)) : -1).toArray();
            for (int i = 0; i < product.factors().size(); i++) {
                List<Integer> wiring = product.labels(i);
                if (wiring.isEmpty() ? one : wiring.stream().anyMatch(labels::get)) {
                    builder.factor(product.factors().get(i), wiring.stream().mapToInt(label -> own[label]).toArray());
                }
            }
            if (one) {
                builder.coefficient(product.coefficient());
            }
            int[] axes = labels.stream().filter(label -> label < product.shape().rank()).toArray();
            blocks.add(new Block(builder.build(IntStream.of(axes).map(axis -> own[axis]).toArray()), IntStream.of(axes).mapToObj(this::tied).toList()));
        }

        private List<Integer> tied(int axis) {
            List<Integer> tied = new ArrayList<>(List.of(axis));
            product.deltas().stream().filter(delta -> delta.first() == axis).forEach(delta -> tied.add(delta.second()));
            return tied;
        }
    }

    /** How many numbers the blocks have, where the dense tensor has the product of all sizes. */
    public long numbers(ToLongFunction<String> sizes) {
        return parts.stream().flatMap(part -> part.blocks.stream())
                .mapToLong(block -> block.core.shape().sizes().stream().mapToLong(size -> size.value(sizes)).reduce(1, Math::multiplyExact)).reduce(0, Math::addExact);
    }

    /**
     * The sum over the last axes of the tensor times a direction along them, as a formula in which the tensor is not formed.
     *
     * @throws FluxionException {@code SHAPE} if the direction has other sizes than these axes
     */
    public Expression times(Expression direction) {
        int front = expression.shape().rank() - direction.shape().rank();
        if (front < 0 || !new Shape(expression.shape().sizes().subList(front, front + direction.shape().rank())).equals(direction.shape())) {
            throw shape("a direction of shape " + direction.shape() + " for the last axes of " + expression.shape());
        }
        List<Size> sizes = expression.shape().sizes();
        return Sum.of(new Shape(sizes.subList(0, front)), parts.stream().map(part -> times(part, direction, front)).toList());
    }

    private Expression times(Part part, Expression direction, int front) {
        ProductBuilder builder = new ProductBuilder();
        int[] labels = builder.labels(expression.shape());
        for (Block block : part.blocks) {
            builder.factor(block.core, block.axes.stream().mapToInt(tied -> labels[tied.getFirst()]).toArray());
            block.axes.forEach(tied -> tied.forEach(axis -> builder.delta(labels[tied.getFirst()], labels[axis])));
        }
        builder.factor(direction, java.util.Arrays.copyOfRange(labels, front, labels.length));
        return builder.build(java.util.Arrays.copyOf(labels, front));
    }

    /**
     * The numbers of all blocks.
     *
     * @param at values of the variables
     * @param sizes of the axes by name
     * @throws FluxionException as {@link Evaluator#evaluate(Expression, Map, Map)}; {@code DOMAIN} too if a value is not what its declaration says
     */
    public PatternedValue at(Map<String, Value> at, Map<String, Long> sizes) {
        Declared.check(Substitution.variables(expression), at);
        int[] dims = expression.shape().sizes().stream().mapToInt(size -> Math.toIntExact(size.value(sizes::get))).toArray();
        return new PatternedValue(dims, parts.stream().map(part -> part.blocks.stream()
                .map(block -> new PatternedValue.Block(Evaluator.evaluate(block.core, at, sizes), block.axes)).toList()).toList());
    }

    private static FluxionException shape(String message) {
        return new FluxionException(Diagnostic.of(Diagnostic.Code.SHAPE, message, Span.NONE));
    }

    /** One line for each part. */
    @Override
    public String toString() {
        return parts.isEmpty() ? "0" : parts.stream().map(Part::toString).collect(Collectors.joining("\n"));
    }
}
