package dev.fluxion.symbolic.print;

import dev.fluxion.grammar.Tree;
import dev.fluxion.symbolic.Elementwise;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Indicator;
import dev.fluxion.symbolic.Product;
import dev.fluxion.symbolic.Reduction;
import dev.fluxion.symbolic.WindowSums;
import dev.fluxion.symbolic.number.Numeral;
import dev.fluxion.symbolic.number.Rational;
import dev.fluxion.symbolic.operator.TensorRows;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** Convolutions and pooling by the functions that they are. A form is guessed, built and taken only if it is the expression. */
final class WindowForm {
    private static final int WIDEST = 64;

    private final Presenter presenter;

    WindowForm(Presenter presenter) {
        this.presenter = presenter;
    }

    /** {@code conv(x, w, stride, padding)} or {@code avgpool(x, window, stride)}, with what stands in front of it. */
    Optional<Tree> tree(Product product) {
        List<Expression> tensors = tensors(product);
        int rank = product.shape().rank();
        boolean window = rank >= 3 && !tensors.isEmpty() && tensors.size() <= 2 && product.factors().stream().anyMatch(Indicator.class::isInstance)
                && tensors.stream().allMatch(tensor -> tensor.shape().rank() == rank);
        if (!window) {
            return Optional.empty();
        }
        return tensors.size() == 1 ? mean(product, tensors.getFirst())
                : convolution(product, tensors.get(0), tensors.get(1)).or(() -> convolution(product, tensors.get(1), tensors.get(0)));
    }

    /** {@code maxpool(x, window, stride)}. */
    Optional<Tree> tree(Reduction reduction) {
        if (reduction.operator() != TensorRows.MAXIMUM || !(reduction.operand() instanceof Product patches) || patches.shape().rank() < 4
                || patches.factors().stream().noneMatch(Indicator.class::isInstance) || tensors(patches).size() != 1) {
            return Optional.empty();
        }
        Expression x = tensors(patches).getFirst();
        for (int window = 1; x.shape().rank() == patches.shape().rank() - 1 && window <= WIDEST; window++) {
            for (int stride : numbers(patches)) {
                if (fits(x, window, stride) && WindowSums.largest(x, window, stride).filter(reduction::equals).isPresent()) {
                    return Optional.of(pooled("maxpool", x, window, stride));
                }
            }
        }
        return Optional.empty();
    }

    private Optional<Tree> mean(Product product, Expression x) {
        for (int window : IntStream.range(product.shape().rank(), product.labelCount()).mapToObj(product::size)
                .filter(size -> size.isLiteral() && size.literal() <= WIDEST).mapToInt(size -> (int) size.literal()).distinct().toArray()) {
            for (int stride : numbers(product)) {
                Optional<Expression> mean = fits(x, window, stride) ? WindowSums.mean(x, window, stride) : Optional.empty();
                if (mean.isPresent() && front(product, mean.get()).orElse(null) instanceof Numeral front) {
                    return Optional.of(around(product, front, pooled("avgpool", x, window, stride)));
                }
            }
        }
        return Optional.empty();
    }

    private Optional<Tree> convolution(Product product, Expression x, Expression w) {
        if (!x.shape().size(1).equals(w.shape().size(1))) {
            return Optional.empty();
        }
        for (int stride : numbers(product)) {
            for (int padding : paddings(product)) {
                Optional<Expression> whole = WindowSums.convolution(x, w, stride, padding);
                if (whole.isPresent() && front(product, whole.get()).orElse(null) instanceof Numeral front) {
                    List<Tree> operands = new ArrayList<>(List.of(presenter.present(x), presenter.present(w)));
                    if (stride > 1 || padding > 0) {
                        operands.add(Write.number(stride));
                    }
                    if (padding > 0) {
                        operands.add(Write.number(padding));
                    }
                    return Optional.of(around(product, front, Write.call("conv", operands)));
                }
            }
        }
        return Optional.empty();
    }

    private static boolean fits(Expression x, int window, int stride) {
        return IntStream.range(2, x.shape().rank()).allMatch(axis -> !x.shape().size(axis).isLiteral() || x.shape().size(axis).literal() >= window);
    }

    private Tree pooled(String name, Expression x, int window, int stride) {
        List<Tree> operands = new ArrayList<>(List.of(presenter.present(x), Write.number(window)));
        if (stride != window) {
            operands.add(Write.number(stride));
        }
        return Write.call(name, operands);
    }

    private static List<Expression> tensors(Product product) {
        return product.factors().stream().filter(factor -> !factor.isScalar() && !(factor instanceof Indicator)).toList();
    }

    // The number that a product is of something, scalars apart; nothing if it is no multiple.
    private static Optional<Numeral> front(Product product, Expression whole) {
        List<Expression> scalars = product.factors().stream().filter(Expression::isScalar).toList();
        Numeral own = whole instanceof Product p ? p.coefficient() : Rational.ONE;
        if (own.isZero()) {
            return Optional.empty();
        }
        Numeral front = product.coefficient().times(own.reciprocal());
        return Elementwise.product(Product.of(scalars), Product.of(List.of(dev.fluxion.symbolic.Constant.of(front))), whole).equals(product) ? Optional.of(front) : Optional.empty();
    }

    private Tree around(Product product, Numeral front, Tree call) {
        return new Fractions(presenter).around(front, product.factors().stream().filter(Expression::isScalar).toList(), List.of(), call);
    }

    // What strides may be: coefficients of the equations.
    private static TreeSet<Integer> numbers(Product product) {
        TreeSet<Integer> numbers = new TreeSet<>(List.of(1));
        product.factors().stream().filter(Indicator.class::isInstance).map(Indicator.class::cast).forEach(indicator -> {
            for (int axis = 0; axis < indicator.shape().rank(); axis++) {
                if (indicator.coefficient(axis).isLiteral() && Math.abs(indicator.coefficient(axis).literal()) <= WIDEST) {
                    numbers.add((int) Math.abs(indicator.coefficient(axis).literal()));
                }
            }
        });
        return numbers;
    }

    private static TreeSet<Integer> paddings(Product product) {
        TreeSet<Integer> paddings = new TreeSet<>(List.of(0));
        product.factors().stream().filter(Indicator.class::isInstance).map(factor -> ((Indicator) factor).offset())
                .filter(offset -> offset.isLiteral() && Math.abs(offset.literal()) <= WIDEST).forEach(offset -> paddings.add((int) Math.abs(offset.literal())));
        return paddings;
    }
}
