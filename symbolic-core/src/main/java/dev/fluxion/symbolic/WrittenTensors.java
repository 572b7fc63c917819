package dev.fluxion.symbolic;

import dev.fluxion.symbolic.operator.TensorRows;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Determinants, inverses and sums of products of small tensors whose entries are written, in these entries.
 *
 * <p>Source: Laplace's expansion and Cramer's rule, DLMF §1.3(i).
 */
public final class WrittenTensors {
    private static final int LARGEST_DETERMINANT = 4;
    private static final int LARGEST_INVERSE = 3;
    private static final long MOST_PRODUCTS = 64;

    private WrittenTensors() {}

    /** The expression with all such scalars in it in their entries. */
    public static Expression inEntries(Expression expression) {
        boolean scalars = Topology.of(expression).nodes().stream().allMatch(Expression::isScalar);
        return scalars ? expression : BottomUp.rewrite(expression, node -> node.isScalar() ? of(node).orElse(node) : node);
    }

    /** A determinant, an inverse or a sum over labels in the entries of its operands, where these are written and few. */
    public static Optional<Expression> of(Expression node) {
        if (node.reach() > 0) {
            return Optional.empty();
        }
        return switch (node) {
            case MatrixFunction m when m.operator() == TensorRows.DETERMINANT -> matrix(m, LARGEST_DETERMINANT).map(WrittenTensors::determinant);
            case MatrixFunction m when m.operator() == TensorRows.INVERSE -> matrix(m, LARGEST_INVERSE).flatMap(rows -> inverse(rows, m.shape()));
            case Product p when p.isScalar() && p.isContraction() -> entry(p, List.of());
            default -> Optional.empty();
        };
    }

    private static Optional<List<List<Expression>>> matrix(MatrixFunction function, int largest) {
        Expression matrix = function.operands().getFirst();
        Size order = matrix.shape().size(0);
        if (!order.isLiteral() || order.literal() > largest) {
            return Optional.empty();
        }
        List<List<Expression>> rows = new ArrayList<>();
        for (int i = 0; i < order.literal(); i++) {
            List<Expression> entries = new ArrayList<>();
            for (int j = 0; j < order.literal(); j++) {
                entry(matrix, List.of(i, j)).ifPresent(entries::add);
            }
            rows.add(entries);
        }
        return rows.stream().allMatch(row -> row.size() == rows.size()) ? Optional.of(rows) : Optional.empty();
    }

    // Counted from 0.
    private static Optional<Expression> entry(Expression tensor, List<Integer> at) {
        Budget.current().tick(1);
        return switch (tensor) {
            case ArrayOf array when isLiteral(array.shape()) -> Optional.of(array.operands().get(place(array.shape(), at))).filter(WrittenTensors::isWritten);
            case Sum sum -> all(sum.terms().stream().map(term -> term.isScalar() ? entry(term, List.of()) : entry(term, at)).toList()).map(Sum::of);
            case Product product -> entry(product, at);
            default -> Optional.of(tensor).filter(WrittenTensors::isWritten);
        };
    }

    private static boolean isLiteral(Shape shape) {
        return shape.sizes().stream().allMatch(Size::isLiteral);
    }

    private static int place(Shape shape, List<Integer> at) {
        long place = 0;
        for (int axis = 0; axis < at.size(); axis++) {
            place = place * shape.size(axis).literal() + at.get(axis);
        }
        return Math.toIntExact(place);
    }

    private static Optional<List<Expression>> all(List<Optional<Expression>> parts) {
        return parts.stream().allMatch(Optional::isPresent) ? Optional.of(parts.stream().map(Optional::orElseThrow).toList()) : Optional.empty();
    }

    private static boolean isWritten(Expression entry) {
        return Topology.of(entry).nodes().stream().allMatch(Expression::isScalar);
    }

    private static Expression determinant(List<List<Expression>> rows) {
        if (rows.size() == 1) {
            return rows.getFirst().getFirst();
        }
        Budget.current().tick(rows.size());
        return Sum.of(IntStream.range(0, rows.size()).filter(column -> !rows.getFirst().get(column).equals(Constant.ZERO))
                .mapToObj(column -> Product.of(rows.getFirst().get(column), cofactor(rows, 0, column))).toList());
    }

    private static Expression cofactor(List<List<Expression>> rows, int row, int column) {
        if (rows.size() == 1) {
            return Constant.ONE;
        }
        List<List<Expression>> minor = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            if (i != row) {
                List<Expression> entries = new ArrayList<>(rows.get(i));
                entries.remove(column);
                minor.add(entries);
            }
        }
        Expression size = determinant(minor);
        return (row + column) % 2 == 0 ? size : Elementwise.negate(size);
    }

    private static Optional<Expression> inverse(List<List<Expression>> rows, Shape shape) {
        Expression determinant = determinant(rows);
        if (determinant.equals(Constant.ZERO)) {
            return Optional.empty();
        }
        List<Expression> entries = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            for (int j = 0; j < rows.size(); j++) {
                entries.add(Elementwise.quotient(cofactor(rows, j, i), determinant));
            }
        }
        return Optional.of(ArrayOf.of(shape, entries));
    }

    // The sum over all places of the labels that are not of the result.
    private static Optional<Expression> entry(Product product, List<Integer> at) {
        long places = 1;
        for (int label = at.size(); label < product.labelCount(); label++) {
            Size size = product.size(label);
            if (!size.isLiteral() || size.literal() > MOST_PRODUCTS) {
                return Optional.empty();
            }
            places *= size.literal();
            if (places > MOST_PRODUCTS) {
                return Optional.empty();
            }
        }
        List<Optional<Expression>> terms = new ArrayList<>();
        for (long place = 0; place < places; place++) {
            List<Integer> positions = positions(product, at, place);
            if (product.deltas().stream().allMatch(delta -> positions.get(delta.first()).equals(positions.get(delta.second())))) {
                terms.add(term(product, positions));
            }
        }
        return all(terms).map(sum -> Product.of(Constant.of(product.coefficient()), Sum.of(sum)));
    }

    private static List<Integer> positions(Product product, List<Integer> at, long place) {
        List<Integer> positions = new ArrayList<>(at);
        long rest = place;
        for (int label = at.size(); label < product.labelCount(); label++) {
            positions.add((int) (rest % product.size(label).literal()));
            rest /= product.size(label).literal();
        }
        return positions;
    }

    private static Optional<Expression> term(Product product, List<Integer> positions) {
        List<Optional<Expression>> factors = IntStream.range(0, product.factors().size())
                .mapToObj(i -> entry(product.factors().get(i), product.labels(i).stream().map(positions::get).toList())).toList();
        return all(factors).map(Product::of);
    }
}
