package dev.fluxion.symbolic.print;

import dev.fluxion.grammar.Span;
import dev.fluxion.grammar.Tree;
import dev.fluxion.grammar.TreeText;
import dev.fluxion.grammar.Trees;
import dev.fluxion.symbolic.Apply;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Elementwise;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Indicator;
import dev.fluxion.symbolic.Piecewise;
import dev.fluxion.symbolic.Power;
import dev.fluxion.symbolic.Product;
import dev.fluxion.symbolic.Reduction;
import dev.fluxion.symbolic.Sum;
import dev.fluxion.symbolic.Topology;
import dev.fluxion.symbolic.operator.TensorRows;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * An entry of a tensor that has no form without labels: {@code A[i, l] - B[j, l]} rather than an entry of a tensor that is defined for it,
 * {@code tensor(i, j, l: A[i, l] - B[j, l])[i, j, l]}.
 */
final class IndexedEntry {
    private static final int MOST_NODES = 40; // of what is written in two ways

    private final Presenter presenter;
    private final Set<String> taken;
    private final Set<String> ranged;
    private final Set<String> explicit;

    /**
     * @param taken names that mean something around it
     * @param ranged takes the names of those whose range can be read from it
     * @param explicit takes the names of those whose range must be written all the same
     */
    IndexedEntry(Presenter presenter, Set<String> taken, Set<String> ranged, Set<String> explicit) {
        this.presenter = presenter;
        this.taken = taken;
        this.ranged = ranged;
        this.explicit = explicit;
    }

    /** The entry at some subscripts, one for each axis. */
    Tree of(Expression tensor, List<Tree> at) {
        if (isPositions(tensor)) {
            return at.getFirst();
        }
        Tree whole = presenter.present(tensor);
        Optional<Tree> inside = shorterInside(tensor, at, whole);
        if (inside.isPresent()) {
            return inside.get();
        }
        boolean plain = presenter.isNamed(tensor) || !definesTensor(whole) && !(tensor instanceof Product product && isScaledOrTurned(product));
        Optional<Tree> written = plain ? Optional.empty() : written(tensor, at);
        return written.orElseGet(() -> {
            at.stream().filter(Tree.Name.class::isInstance).map(label -> ((Tree.Name) label).name()).forEach(ranged::add);
            return at.isEmpty() ? whole : new Tree.Element(whole, at, Span.NONE);
        });
    }

    // 1/x[i]^2 rather than (1 ./ x .^ 2)[i]
    private Optional<Tree> shorterInside(Expression tensor, List<Tree> at, Tree whole) {
        boolean elementwise = tensor instanceof Sum || tensor instanceof Power || tensor instanceof Apply || tensor instanceof Product product && product.isElementwise();
        if (at.isEmpty() || !elementwise || presenter.isNamed(tensor) || definesTensor(whole) || Topology.of(tensor).size() > MOST_NODES) {
            return Optional.empty();
        }
        IndexedEntry trial = new IndexedEntry(presenter, taken, new HashSet<>(ranged), new HashSet<>(explicit));
        Optional<Tree> inside = trial.written(tensor, at).filter(entry -> TreeText.of(entry).length() < TreeText.of(new Tree.Element(whole, at, Span.NONE)).length());
        if (inside.isPresent()) {
            ranged.addAll(trial.ranged);
            explicit.addAll(trial.explicit);
        }
        return inside;
    }

    // 2*A[j, i] rather than (2*A')[i, j]
    private static boolean isScaledOrTurned(Product product) {
        return product.factors().size() == 1 && !product.isContraction() && product.deltas().isEmpty();
    }

    /** Whether text defines a tensor by its entries. */
    static boolean definesTensor(Tree tree) {
        Deque<Tree> pending = new ArrayDeque<>(List.of(tree));
        while (!pending.isEmpty()) {
            Tree next = pending.pop();
            if (next instanceof Tree.Call call && call.name().equals("tensor") && !call.binders().isEmpty()) {
                return true;
            }
            Trees.parts(next).forEach(pending::push);
        }
        return false;
    }

    private Optional<Tree> written(Expression tensor, List<Tree> at) {
        return switch (tensor) {
            case Sum sum -> Optional.of(sum(sum, at));
            case Product product -> product(product, at);
            case Indicator indicator -> product(Product.ofAll(indicator), at);
            case Power power when power.exponent() instanceof Constant exponent && exponent.value().signum() > 0 ->
                Optional.of(Write.power(entry(power.base(), at), presenter.present(exponent), false));
            case Power power when power.exponent() instanceof Constant ->
                Optional.of(Write.over(Write.number(1), entry(Power.of(power.base(), Elementwise.negate(power.exponent())), at)));
            case Piecewise choice when comparesPositions(choice) -> Optional.of(choice(choice, at));
            case Apply apply -> Optional.of(Write.call(apply.operator().name(), apply.flatOperands().stream().map(operand -> entry(operand, at)).toList()));
            default -> Optional.empty();
        };
    }

    private Tree entry(Expression tensor, List<Tree> at) {
        return of(tensor, tensor.isScalar() ? List.of() : at);
    }

    /** Whether a choice compares positions, which have no name without labels. */
    static boolean comparesPositions(Piecewise choice) {
        return !choice.shape().isScalar() && choice.cases().stream().flatMap(each -> each.condition().operands().stream())
                .anyMatch(side -> isPositions(side) || side instanceof Product product && product.factors().stream().anyMatch(IndexedEntry::isPositions));
    }

    // 1, 2, 3, …
    private static boolean isPositions(Expression tensor) {
        return tensor instanceof Reduction r && r.operator() == TensorRows.CUMULATIVE_SUM && r.shape().rank() == 1
                && r.operand().equals(Elementwise.fill(Constant.ONE, r.shape()));
    }

    Tree choice(Piecewise choice, List<Tree> at) {
        List<Tree.Case> cases = choice.cases().stream().map(each -> new Tree.Case(Presenter.condition(each.condition(), side -> value(side, at)), value(each.value(), at))).toList();
        boolean open = choice.otherwise() instanceof Constant c && Double.isNaN(c.value().doubleValue());
        at.stream().filter(Tree.Name.class::isInstance).map(label -> ((Tree.Name) label).name()).forEach(explicit::add);
        return new Tree.Piecewise(cases, open ? null : value(choice.otherwise(), at), Span.NONE);
    }

    private Tree value(Expression value, List<Tree> at) {
        return value.isScalar() ? presenter.present(value) : term(value, at);
    }

    Tree sum(Sum sum, List<Tree> at) {
        Tree first = null;
        List<Tree.Link> links = new ArrayList<>();
        for (Expression term : Sums.ordered(sum)) {
            boolean negative = Sums.isNegative(term) && first != null;
            Tree tree = term(negative ? Sums.negated(term) : term, at);
            if (first == null) {
                first = tree;
            } else {
                links.add(new Tree.Link(negative ? Tree.Infix.MINUS : Tree.Infix.PLUS, tree, Span.NONE));
            }
        }
        return new Tree.Chain(first, links, Span.NONE);
    }

    // What is the same along some axes is written without their labels.
    private Tree term(Expression term, List<Tree> at) {
        if (term instanceof Product product && product.isBroadcast()) {
            List<Integer> axes = product.mentionedAxes();
            if (axes.isEmpty()) {
                List<Expression> scalars = new ArrayList<>(product.factors());
                scalars.add(Constant.of(product.coefficient()));
                return product.labelCount() == product.shape().rank() ? presenter.present(Product.of(scalars)) : entry(term, at);
            }
            return of(product.withoutBroadcast(), axes.stream().map(at::get).toList());
        }
        return of(term, at);
    }

    // A position that is computed cannot be put into an equation.
    private Optional<Tree> product(Product product, List<Tree> at) {
        boolean computes = IntStream.range(0, product.factors().size()).anyMatch(i -> product.factors().get(i) instanceof Indicator
                && product.labels(i).stream().anyMatch(label -> label < at.size() && !(at.get(label) instanceof Tree.Name)));
        return computes ? Optional.empty() : Optional.of(new IndexForm(presenter, product, at, taken).entry(ranged, explicit));
    }
}
