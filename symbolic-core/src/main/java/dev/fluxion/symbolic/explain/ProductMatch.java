package dev.fluxion.symbolic.explain;

import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Power;
import dev.fluxion.symbolic.Product;
import dev.fluxion.symbolic.ProductBuilder;
import dev.fluxion.symbolic.number.Numeral;
import dev.fluxion.symbolic.number.Rational;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Where the factors of one product stand among those of another one, labelled alike: the other one is a product with it, or with a power of it. */
final class ProductMatch {
    private static final int NOWHERE = -1;

    private record Factor(Expression expression, List<Integer> labels) {
        Expression base() {
            return exponent() == 1 ? expression : ((Power) expression).base();
        }

        // Only whole powers may be taken apart: (x*y)^k is x^k*y^k for every sign.
        int exponent() {
            return expression instanceof Power power && power.exponent() instanceof Constant c && c.value() instanceof Rational r && r.isInt() && r.intValue() > 1
                    && power.base().shape().equals(power.shape()) ? r.intValue() : 1;
        }
    }

    private final Product whole;
    private final Product part;
    private final List<Factor> pieces;
    private int[] places; // of labels of the part among those of the whole
    private final Set<Integer> taken = new HashSet<>();
    private final Budget budget = Budget.current();
    private int power;

    private ProductMatch(Product whole, Product part, List<Factor> pieces) {
        this.whole = whole;
        this.part = part;
        this.pieces = pieces;
        this.places = new int[part.labelCount()];
    }

    /** What the factors of a product are powers of. */
    static Stream<Expression> bases(Product product) {
        return factors(product).stream().map(Factor::base);
    }

    /** What the first factor of a part may be a power of. */
    static Set<Expression> firstBases(Product part) {
        return part.factors().isEmpty() ? Set.of() : variants(part).stream().map(pieces -> pieces.getFirst().base()).collect(Collectors.toSet());
    }

    static Optional<ProductMatch> of(Product whole, Product part) {
        boolean renames = part.factors().size() == 1 && !part.isContraction() && isUnit(part.coefficient());
        if (renames || part.factors().isEmpty() || !part.deltas().isEmpty() || part.isBroadcast() || part.coefficient().isZero()) {
            return Optional.empty();
        }
        return variants(part).stream().map(pieces -> new ProductMatch(whole, part, pieces)).filter(ProductMatch::found).findFirst();
    }

    private static boolean isUnit(Numeral number) {
        return number.isOne() || number.negate().isOne();
    }

    // Its factors may stand in the whole one by one, or those that are summed together as one factor beside the scalars.
    private static List<List<Factor>> variants(Product part) {
        List<Factor> single = factors(part);
        List<Factor> scalars = single.stream().filter(factor -> factor.labels.isEmpty()).toList();
        if (!part.isContraction() || scalars.isEmpty() && part.coefficient().isOne()) {
            return List.of(single);
        }
        ProductBuilder builder = new ProductBuilder();
        int[] labels = IntStream.range(0, part.labelCount()).map(label -> builder.label(part.size(label))).toArray();
        single.stream().filter(factor -> !factor.labels.isEmpty()).forEach(factor -> builder.factor(factor.expression,
                factor.labels.stream().mapToInt(label -> labels[label]).toArray()));
        List<Factor> together = new ArrayList<>(scalars);
        together.add(new Factor(builder.build(Arrays.copyOf(labels, part.shape().rank())), IntStream.range(0, part.shape().rank()).boxed().toList()));
        return List.of(single, together);
    }

    private static List<Factor> factors(Product product) {
        return IntStream.range(0, product.factors().size()).mapToObj(i -> new Factor(product.factors().get(i), product.labels(i))).toList();
    }

    private boolean found() {
        for (int tried = 1; tried <= highestPower(); tried++) {
            power = tried;
            Arrays.fill(places, NOWHERE);
            taken.clear();
            if ((tried == 1 || !part.isContraction()) && fits(factors(whole)) && isWorthIt()) {
                return true;
            }
        }
        return false;
    }

    private int highestPower() {
        return factors(whole).stream().mapToInt(Factor::exponent).max().orElse(1);
    }

    // Backtracks: the first place for each piece that leaves places for those behind it.
    private boolean fits(List<Factor> all) {
        int[] chosen = new int[pieces.size()];
        Deque<int[]> before = new ArrayDeque<>();
        int next = 0;
        int from = 0;
        while (next < pieces.size() || !sumsAreItsOwn()) {
            if (next < pieces.size() && choose(all, next, from, chosen, before)) {
                next++;
                from = 0;
            } else if (next == 0) {
                return false;
            } else {
                next--;
                taken.remove(chosen[next]);
                places = before.pop();
                from = chosen[next] + 1;
            }
        }
        return true;
    }

    private boolean choose(List<Factor> all, int next, int from, int[] chosen, Deque<int[]> before) {
        Factor piece = pieces.get(next);
        for (int i = from; i < all.size(); i++) {
            budget.tick(1);
            Factor candidate = all.get(i);
            if (!taken.contains(i) && candidate.exponent() == power * piece.exponent() && candidate.base().equals(piece.base())) {
                int[] old = places.clone();
                if (place(piece, candidate)) {
                    chosen[next] = i;
                    taken.add(i);
                    before.push(old);
                    return true;
                }
                places = old;
            }
        }
        return false;
    }

    private boolean place(Factor piece, Factor at) {
        for (int axis = 0; axis < piece.labels.size(); axis++) {
            int label = piece.labels.get(axis);
            if (places[label] != NOWHERE && places[label] != at.labels.get(axis)) {
                return false;
            }
            places[label] = at.labels.get(axis);
        }
        return true;
    }

    // What the part sums over is summed over in the whole, and nothing else has a share in it.
    private boolean sumsAreItsOwn() {
        Set<Integer> others = new HashSet<>();
        IntStream.range(0, part.shape().rank()).forEach(label -> others.add(places[label]));
        IntStream.range(0, whole.factors().size()).filter(i -> !taken.contains(i)).forEach(i -> others.addAll(whole.labels(i)));
        return summed().allMatch(label -> places[label] >= whole.shape().rank() && others.add(places[label]));
    }

    private IntStream summed() {
        return IntStream.range(part.shape().rank(), part.labelCount()).filter(label -> places[label] != NOWHERE);
    }

    private Numeral share() {
        Numeral share = whole.coefficient();
        for (int i = 0; i < power; i++) {
            share = share.times(part.coefficient().reciprocal());
        }
        return share;
    }

    // x*z is not half of y*z because y is 2*x.
    private boolean isWorthIt() {
        return isUnit(part.coefficient()) || share() instanceof Rational r && (part.factors().size() > 1 || part.isContraction() ? r.isWhole() : isUnit(r));
    }

    /** The whole with a symbol of the part's shape in its place. */
    Expression with(Expression symbol) {
        ProductBuilder builder = new ProductBuilder().coefficient(share());
        Set<Integer> gone = new HashSet<>(summed().mapToObj(label -> places[label]).toList());
        int[] labels = IntStream.range(0, whole.labelCount()).map(label -> gone.contains(label) ? NOWHERE : builder.label(whole.size(label))).toArray();
        builder.factor(power == 1 ? symbol : Power.of(symbol, Constant.of(power)), IntStream.range(0, part.shape().rank()).map(axis -> labels[places[axis]]).toArray());
        for (int i = 0; i < whole.factors().size(); i++) {
            if (!taken.contains(i)) {
                builder.factor(whole.factors().get(i), whole.labels(i).stream().mapToInt(label -> labels[label]).toArray());
            }
        }
        whole.deltas().forEach(delta -> builder.delta(labels[delta.first()], labels[delta.second()]));
        return builder.build(Arrays.copyOf(labels, whole.shape().rank()));
    }
}
