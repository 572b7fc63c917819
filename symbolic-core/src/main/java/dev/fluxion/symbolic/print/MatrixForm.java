package dev.fluxion.symbolic.print;

import dev.fluxion.grammar.Tree;
import dev.fluxion.grammar.TreeText;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Elementwise;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Product;
import dev.fluxion.symbolic.ProductBuilder;
import dev.fluxion.symbolic.Sum;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A product with labels in matrix notation. Labels are vertices of a graph, matrices its edges, vectors weights of its vertices; summed
 * vertices are contracted one by one. What does not reduce is printed in index notation.
 */
final class MatrixForm {
    private record Edge(int from, int to, Tree matrix, boolean symmetric) {
        Edge(int from, int to, Tree matrix) {
            this(from, to, matrix, false);
        }

        Tree from(int vertex) {
            return vertex == from || symmetric ? matrix : Write.transposed(matrix);
        }

        int other(int vertex) {
            return vertex == from ? to : from;
        }

        boolean touches(int vertex) {
            return from == vertex || to == vertex;
        }
    }

    private static final int MOST_TERMS = 4; // of a sum that is multiplied out

    private final Presenter presenter;
    private final Product product;
    private final int rank;
    private final List<Edge> edges = new ArrayList<>();
    private final List<List<Tree>> weights = new ArrayList<>();
    private final List<Tree> scalarTrees = new ArrayList<>();
    private final List<Expression> scalars = new ArrayList<>();

    MatrixForm(Presenter presenter, Product product) {
        this.presenter = presenter;
        this.product = product;
        this.rank = product.shape().rank();
    }

    Tree tree() {
        if (ViewForm.isView(product)) {
            return new ViewForm(presenter).tree(product);
        }
        if (isTotal()) {
            return new Fractions(presenter).around(product.coefficient(), product.factors().stream().filter(Expression::isScalar).toList(), List.of(),
                    total());
        }
        return reduced().or(this::opened).orElseGet(this::indexed);
    }

    // With the factors of tensors of higher rank among its own, which may leave matrices only: y[k]*T[i, j, k] where T[i, j, k] = A[i, j]*v[k].
    private Optional<Tree> opened() {
        boolean any = false;
        ProductBuilder builder = new ProductBuilder();
        int[] own = java.util.stream.IntStream.range(0, product.labelCount()).map(label -> builder.label(product.size(label))).toArray();
        for (int i = 0; i < product.factors().size(); i++) {
            int[] axes = product.labels(i).stream().mapToInt(label -> own[label]).toArray();
            if (rank <= 2 && product.factors().get(i) instanceof Product inner && inner.shape().rank() > 2 && !ViewForm.isView(inner) && !presenter.isNamed(inner)) {
                any = true;
                int[] labels = java.util.stream.IntStream.range(0, inner.labelCount()).map(label -> label < axes.length ? axes[label]
                        : builder.label(inner.size(label))).toArray();
                for (int k = 0; k < inner.factors().size(); k++) {
                    builder.factor(inner.factors().get(k), inner.labels(k).stream().mapToInt(label -> labels[label]).toArray());
                }
                inner.deltas().forEach(delta -> builder.delta(labels[delta.first()], labels[delta.second()]));
                builder.factor(Constant.of(inner.coefficient()));
            } else {
                builder.factor(product.factors().get(i), axes);
            }
        }
        product.deltas().forEach(delta -> builder.delta(own[delta.first()], own[delta.second()]));
        return any && builder.coefficient(product.coefficient()).build(java.util.Arrays.copyOf(own, rank)) instanceof Product flat
                ? new MatrixForm(presenter, flat).reduced() : Optional.empty();
    }

    // In index notation, unless it is shorter as a sum of matrix products: 2*(diag(sum(R, 1))*M - R'*X).
    private Tree indexed() {
        Tree indexed = new IndexForm(presenter, product).tree();
        return multipliedOut().map(presenter::present).filter(sum -> TreeText.of(sum).length() < TreeText.of(indexed).length()).orElse(indexed);
    }

    private Optional<Sum> multipliedOut() {
        for (int i = 0; i < product.factors().size(); i++) {
            if (rank <= 2 && product.factors().get(i) instanceof Sum sum && sum.terms().size() <= MOST_TERMS && !presenter.isNamed(sum)) {
                List<Expression> factors = new ArrayList<>(product.factors());
                List<Expression> terms = new ArrayList<>();
                for (Expression term : sum.terms()) {
                    factors.set(i, term);
                    terms.add(product.withOperands(factors));
                }
                boolean inMatrices = terms.stream().allMatch(term -> !(term instanceof Product p) || p.isElementwise() || new MatrixForm(presenter, p).reduced().isPresent());
                if (inMatrices && Sum.of(product.shape(), terms) instanceof Sum apart) {
                    return Optional.of(apart);
                }
            }
        }
        return Optional.empty();
    }

    /** The product in matrix notation, if its labels reduce to that. */
    Optional<Tree> reduced() {
        if (rank > 2 || product.factors().stream().anyMatch(factor -> factor.shape().rank() > 2) || !build()) {
            return Optional.empty();
        }
        for (boolean changed = true; changed;) {
            changed = mergeParallel() || contractPendant() || contractSeries();
        }
        boolean stuck = edges.stream().anyMatch(edge -> edge.from >= rank || edge.to >= rank) || hasSummedWeights();
        return stuck ? Optional.empty() : Optional.of(new Fractions(presenter).around(product.coefficient(), scalars, scalarTrees.stream().map(MatrixForm::withPowers).toList(),
                rank == 0 ? null : withPowers(terminal())));
    }

    // X^4 for X*X*X*X, inv(A)^2 for inv(A)*inv(A): the factors beside one another that are equal are square matrices.
    private static Tree withPowers(Tree tree) {
        if (tree instanceof Tree.Call call && call.operands().size() == 1 && call.binders().isEmpty()) {
            return new Tree.Call(call.name(), call.nameSpan(), call.primes(), List.of(), List.of(withPowers(call.operands().getFirst())), call.named(), call.span());
        }
        if (!(tree instanceof Tree.Chain chain) || chain.links().stream().anyMatch(link -> link.operator() != Tree.Infix.TIMES)) {
            return tree;
        }
        List<Tree> factors = new ArrayList<>(List.of(chain.first()));
        chain.links().forEach(link -> factors.add(link.operand()));
        List<Tree> runs = new ArrayList<>();
        for (int first = 0; first < factors.size();) {
            Tree base = base(factors.get(first));
            int count = 0;
            int next = first;
            for (; next < factors.size() && base(factors.get(next)).equals(base); next++) {
                count += exponent(factors.get(next));
            }
            if (count > 2 || count == 2 && !isName(base)) {
                runs.add(Write.power(base, Write.number(count), false));
            } else {
                runs.addAll(factors.subList(first, next));
            }
            first = next;
        }
        return runs.stream().skip(1).reduce(runs.getFirst(), (left, right) -> Write.chain(left, Tree.Infix.TIMES, right));
    }

    private static Tree base(Tree factor) {
        return isPower(factor) ? ((Tree.Power) factor).base() : factor;
    }

    private static int exponent(Tree factor) {
        return isPower(factor) ? ((Tree.Number) ((Tree.Power) factor).exponent()).value().intValueExact() : 1;
    }

    private static boolean isPower(Tree factor) {
        return factor instanceof Tree.Power power && !power.elementwise() && power.exponent() instanceof Tree.Number;
    }

    private static boolean isName(Tree factor) {
        return (factor instanceof Tree.Postfix postfix && postfix.operator() == Tree.PostfixOperator.TRANSPOSE ? postfix.operand() : factor) instanceof Tree.Name;
    }

    // One tensor of rank 3 or more, summed over all axes or over one.
    private boolean isTotal() {
        List<Integer> tensors = java.util.stream.IntStream.range(0, product.factors().size()).filter(i -> !product.factors().get(i).isScalar()).boxed().toList();
        if (tensors.size() != 1 || !product.deltas().isEmpty() || product.factors().get(tensors.getFirst()).shape().rank() < 3) {
            return false;
        }
        List<Integer> labels = product.labels(tensors.getFirst());
        boolean inOrder = labels.stream().filter(label -> label < rank).toList().equals(java.util.stream.IntStream.range(0, rank).boxed().toList());
        return inOrder && labels.stream().distinct().count() == labels.size() && labels.size() == product.labelCount()
                && (rank == 0 || rank == labels.size() - 1);
    }

    private Tree total() {
        int tensor = java.util.stream.IntStream.range(0, product.factors().size()).filter(i -> !product.factors().get(i).isScalar()).findFirst().orElseThrow();
        Tree operand = presenter.present(product.factors().get(tensor));
        return rank == 0 ? Write.call("sum", operand) : Write.call("sum", operand, Write.number(product.labels(tensor).indexOf(rank) + 1));
    }

    private boolean build() {
        for (int label = 0; label < product.labelCount(); label++) {
            weights.add(new ArrayList<>());
        }
        for (int i = 0; i < product.factors().size(); i++) {
            Expression factor = product.factors().get(i);
            List<Integer> labels = product.labels(i);
            switch (labels.size()) {
                case 0 -> scalars.add(factor);
                case 1 -> weights.get(labels.getFirst()).add(presenter.present(factor));
                default -> {
                    Tree tree = presenter.present(factor);
                    if (labels.get(0).equals(labels.get(1))) {
                        weights.get(labels.getFirst()).add(Write.diagonalOf(tree));
                    } else {
                        edges.add(new Edge(labels.get(0), labels.get(1), tree, factor.isSymmetric() || factor instanceof Sum sum && isOwnTranspose(sum)));
                    }
                }
            }
        }
        return true;
    }

    // B + B'
    private static boolean isOwnTranspose(Sum sum) {
        return sum.equals(Elementwise.sum(sum.terms().stream().map(term -> {
            ProductBuilder builder = new ProductBuilder();
            int[] axes = builder.labels(term.shape());
            return builder.factor(term, axes).build(axes[1], axes[0]);
        }).toList()));
    }

    private boolean mergeParallel() {
        for (int i = 0; i < edges.size(); i++) {
            for (int j = i + 1; j < edges.size(); j++) {
                Edge a = edges.get(i);
                Edge b = edges.get(j);
                if (b.touches(a.from) && b.touches(a.to)) {
                    edges.remove(j);
                    Optional<Tree> trace = trace(a, b);
                    if (trace.isPresent()) {
                        edges.remove(i);
                        scalarTrees.add(trace.get());
                        return true;
                    }
                    edges.set(i, new Edge(a.from, a.to, Write.timesEach(a.matrix, b.from(a.from))));
                    return true;
                }
            }
        }
        return false;
    }

    // Of a closed walk over two matrices that nothing else is joined to, where the sum of their entries asks for more transposes.
    private Optional<Tree> trace(Edge a, Edge b) {
        boolean alone = a.from >= rank && a.to >= rank && touching(a.from).size() == 1 && touching(a.to).size() == 1 && weights.get(a.from).isEmpty() && weights.get(a.to).isEmpty();
        Tree word = Write.times(a.matrix, b.from(a.to));
        Tree entries = Write.timesEach(a.matrix, b.from(a.from));
        return alone && transposes(word) < transposes(entries) ? Optional.of(Write.call("tr", word)) : Optional.empty();
    }

    // A summed vertex with one edge turns into a weight of its neighbour; one without edges is a number.
    private boolean contractPendant() {
        for (int vertex = rank; vertex < weights.size(); vertex++) {
            List<Edge> touching = touching(vertex);
            List<Tree> own = weights.get(vertex);
            if (touching.isEmpty() && !own.isEmpty()) {
                scalarTrees.add(total(own));
                own.clear();
                return true;
            }
            if (touching.size() == 1) {
                Edge edge = touching.getFirst();
                int neighbour = edge.other(vertex);
                edges.remove(edge);
                Tree summed = own.isEmpty() ? rowSums(edge, neighbour) : Write.times(edge.from(neighbour), hadamard(own));
                weights.get(neighbour).add(summed);
                own.clear();
                return true;
            }
        }
        return false;
    }

    private static Tree rowSums(Edge edge, int neighbour) {
        boolean transposed = edge.from != neighbour;
        return Write.call("sum", edge.matrix, Write.number(transposed ? 1 : 2));
    }

    private static Tree total(List<Tree> vectors) {
        if (vectors.size() == 1) {
            Tree only = vectors.getFirst();
            if (only instanceof Tree.Call call && call.name().equals("sum") && call.operands().size() == 2) {
                return Write.call("sum", call.operands().getFirst());
            }
            return only instanceof Tree.Call diagonal && diagonal.name().equals("diag") && diagonal.operands().size() == 1
                    ? Write.call("tr", diagonal.operands().getFirst()) : Write.call("sum", only);
        }
        Tree first = hadamard(vectors.subList(0, vectors.size() - 1));
        Tree product = Write.times(Write.transposed(first), vectors.getLast());
        Tree mirrored = Write.times(Write.transposed(vectors.getLast()), first); // a number is its own transpose: w'*A'*u is u'*A*w
        return transposes(mirrored) < transposes(product) ? mirrored : product;
    }

    private static long transposes(Tree tree) {
        if (tree instanceof Tree.Chain chain) {
            return transposes(chain.first()) + chain.links().stream().mapToLong(link -> transposes(link.operand())).sum();
        }
        return tree instanceof Tree.Postfix postfix && postfix.operator() == Tree.PostfixOperator.TRANSPOSE ? 1 : 0;
    }

    private boolean contractSeries() {
        for (int vertex = rank; vertex < weights.size(); vertex++) {
            List<Edge> touching = touching(vertex);
            if (touching.size() == 2) {
                Edge first = touching.get(0);
                Edge second = touching.get(1);
                if (first.other(vertex) > second.other(vertex)) {
                    first = touching.get(1);
                    second = touching.get(0);
                }
                Tree left = first.from(first.other(vertex));
                if (!weights.get(vertex).isEmpty()) {
                    left = Write.times(left, Write.call("diag", hadamard(weights.get(vertex))));
                    weights.get(vertex).clear();
                }
                edges.removeAll(touching);
                edges.add(new Edge(first.other(vertex), second.other(vertex), Write.times(left, second.from(vertex))));
                return true;
            }
        }
        return false;
    }

    private List<Edge> touching(int vertex) {
        return edges.stream().filter(edge -> edge.touches(vertex)).toList();
    }

    private boolean hasSummedWeights() {
        return weights.subList(rank, weights.size()).stream().anyMatch(own -> !own.isEmpty());
    }

    private static Tree hadamard(List<Tree> vectors) {
        Tree product = vectors.getFirst();
        for (Tree vector : vectors.subList(1, vectors.size())) {
            product = Write.timesEach(product, vector);
        }
        return product;
    }

    private Tree vector(int vertex) {
        List<Tree> own = weights.get(vertex);
        return own.isEmpty() ? Write.call("ones", Presenter.size(product.size(vertex))) : hadamard(own);
    }

    private Tree terminal() {
        return switch (rank) {
            case 0 -> null;
            case 1 -> vector(0);
            default -> product.deltas().isEmpty() ? matrix() : diagonal();
        };
    }

    private Tree diagonal() {
        List<Tree> own = new ArrayList<>(weights.get(0));
        own.addAll(weights.get(1));
        return own.isEmpty() ? Write.call("I", Presenter.size(product.size(0))) : Write.call("diag", hadamard(own));
    }

    private Tree matrix() {
        if (edges.isEmpty()) {
            return Write.times(vector(0), Write.transposed(vector(1)));
        }
        Tree word = edges.getFirst().from(0);
        if (!weights.get(0).isEmpty() && !weights.get(1).isEmpty()) {
            return Write.chain(word, Tree.Infix.TIMES_EACH, Write.times(vector(0), Write.transposed(vector(1))));
        }
        if (!weights.get(0).isEmpty()) {
            word = Write.times(Write.call("diag", vector(0)), word);
        }
        return weights.get(1).isEmpty() ? word : Write.times(word, Write.call("diag", vector(1)));
    }
}
