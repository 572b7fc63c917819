package dev.fluxion.symbolic.print;

import dev.fluxion.grammar.Tree;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Product;
import dev.fluxion.symbolic.ProductBuilder;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Parts of a product in index notation that are matrices or vectors of their own: {@code (V'*V)[j, m]} rather than {@code sum(q: V[q, j]*V[q, m])}. */
final class MatrixWords {
    /**
     * A matrix or a vector.
     *
     * @param factors that it is made of
     * @param axes of the product, in the order of its own
     */
    record Word(Tree tree, List<Integer> factors, List<Integer> axes) {}

    private final Presenter presenter;
    private final Product product;
    private final int rank;

    MatrixWords(Presenter presenter, Product product) {
        this.presenter = presenter;
        this.product = product;
        this.rank = product.shape().rank();
    }

    /** Such parts; none in a product with equations between positions. */
    List<Word> words() {
        List<Word> words = new ArrayList<>();
        if (ViewForm.isView(product)) {
            return words;
        }
        BitSet taken = new BitSet();
        for (int i = 0; i < product.factors().size(); i++) {
            if (!taken.get(i)) {
                List<Integer> part = part(i);
                part.forEach(taken::set);
                word(part).ifPresent(words::add);
            }
        }
        return words;
    }

    // Factors that hang together over summed labels.
    private List<Integer> part(int first) {
        List<Integer> part = new ArrayList<>(List.of(first));
        for (int size = 0; size < part.size();) {
            size = part.size();
            IntStream.range(0, product.factors().size()).filter(i -> !part.contains(i) && product.labels(i).stream()
                    .anyMatch(label -> label >= rank && part.stream().anyMatch(other -> product.labels(other).contains(label)))).forEach(part::add);
        }
        return part;
    }

    private Optional<Word> word(List<Integer> part) {
        List<Integer> labels = part.stream().flatMap(i -> product.labels(i).stream()).distinct().sorted().toList();
        List<Integer> out = labels.stream().filter(label -> label < rank).toList();
        if (out.isEmpty() || out.size() > 2 || out.size() == labels.size()) {
            return Optional.empty();
        }
        ProductBuilder builder = new ProductBuilder();
        int[] own = IntStream.range(0, product.labelCount()).map(label -> labels.contains(label) ? builder.label(product.size(label)) : -1).toArray();
        part.forEach(i -> builder.factor(product.factors().get(i), product.labels(i).stream().mapToInt(label -> own[label]).toArray()));
        Expression built = builder.build(out.stream().mapToInt(label -> own[label]).toArray());
        return built instanceof Product inner && inner.isContraction() && !ViewForm.isView(inner)
                ? new MatrixForm(presenter, inner).reduced().map(tree -> new Word(tree, part, out)) : Optional.empty();
    }
}
