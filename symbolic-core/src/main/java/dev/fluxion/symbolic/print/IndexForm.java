package dev.fluxion.symbolic.print;

import dev.fluxion.grammar.Span;
import dev.fluxion.grammar.Tree;
import dev.fluxion.grammar.Trees;
import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Indicator;
import dev.fluxion.symbolic.Piecewise;
import dev.fluxion.symbolic.Product;
import dev.fluxion.symbolic.Size;
import dev.fluxion.symbolic.Sizes;
import dev.fluxion.symbolic.Sum;
import dev.fluxion.symbolic.Symbol;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A product in index notation: {@code tensor(i, j: sum(k: A[i, k]*B[k, j]))}. */
final class IndexForm {
    private static final String LETTERS = "ijklmpqrstuvwabcdefgh";

    private final Presenter presenter;
    private final Product product;
    private final List<String> names;
    private final Map<Integer, Tree> computed = new HashMap<>(); // labels that an equation fixes, by what they are
    private final Set<String> hidden; // names that no new label may have
    private final Set<String> ranged = new HashSet<>(); // labels whose range can be read from a factor
    private final Set<String> explicit = new HashSet<>(); // labels whose range must be written all the same
    private final List<Tree> factors = new ArrayList<>();
    private final List<Expression> scalars = new ArrayList<>();

    IndexForm(Presenter presenter, Product product) {
        this(presenter, product, List.of(), Set.of());
    }

    /**
     * @param at where the axes of the product are, or nothing
     * @param taken names that mean something around it
     */
    IndexForm(Presenter presenter, Product product, List<Tree> at, Set<String> taken) {
        this.presenter = presenter;
        this.product = product;
        hidden = new HashSet<>(taken);
        hidden.addAll(presenter.bound());
        names = names(at);
        for (int axis = 0; axis < at.size(); axis++) {
            if (!(at.get(axis) instanceof Tree.Name)) {
                computed.put(axis, at.get(axis));
            }
        }
    }

    /** A sum with its axes named once for all terms. */
    static Tree of(Presenter presenter, Sum sum) {
        IndexForm form = new IndexForm(presenter, Product.ofAll(sum));
        List<Integer> axes = IntStream.range(0, sum.shape().rank()).boxed().toList();
        Tree body = form.entries().sum(sum, form.places(axes));
        return form.binding("tensor", axes, body);
    }

    /** A choice by positions with its axes named: {@code tensor(i = 1..n, j = 1..n: {i >= j: 1, else: 0})}. */
    static Tree of(Presenter presenter, Piecewise choice) {
        IndexForm form = new IndexForm(presenter, Product.ofAll(choice));
        List<Integer> axes = IntStream.range(0, choice.shape().rank()).boxed().toList();
        return form.binding("tensor", axes, form.entries().choice(choice, form.places(axes)));
    }

    /** The tensor with its axes named. */
    Tree tree() {
        int rank = product.shape().rank();
        Tree whole = body();
        return rank == 0 ? whole : part(whole).orElseGet(() -> binding("tensor", IntStream.range(0, rank).boxed().toList(), whole));
    }

    // A[n - 1, :] where every axis is one of the tensor's own, in their order.
    private Optional<Tree> part(Tree body) {
        if (!(body instanceof Tree.Element element) || !(element.operand() instanceof Tree.Name) || computed.isEmpty()) {
            return Optional.empty();
        }
        List<String> axes = names.subList(0, product.shape().rank());
        List<Tree> places = element.subscripts();
        List<String> whole = places.stream().filter(Tree.Name.class::isInstance).map(place -> ((Tree.Name) place).name()).toList();
        boolean fixed = places.stream().filter(place -> !(place instanceof Tree.Name)).noneMatch(place -> mentions(place, axes));
        if (!whole.equals(axes) || !fixed || axes.stream().anyMatch(explicit::contains)) {
            return Optional.empty();
        }
        return Optional.of(new Tree.Element(element.operand(), places.stream().map(place -> place instanceof Tree.Name ? new Tree.Range(null, null, Span.NONE) : place).toList(),
                Span.NONE));
    }

    private static boolean mentions(Tree tree, List<String> labels) {
        return tree instanceof Tree.Name name && labels.contains(name.name()) || Trees.parts(tree).stream().anyMatch(part -> mentions(part, labels));
    }

    /**
     * The entry at the positions that were given.
     *
     * @param outerRanged takes the names whose range can be read from it
     * @param outerExplicit takes the names whose range must be written all the same
     */
    Tree entry(Set<String> outerRanged, Set<String> outerExplicit) {
        Tree body = body();
        for (String name : names.subList(0, product.shape().rank())) {
            if (ranged.contains(name)) {
                outerRanged.add(name);
            }
            if (explicit.contains(name)) {
                outerExplicit.add(name);
            }
        }
        return body;
    }

    private Tree body() {
        int rank = product.shape().rank();
        List<Integer> equations = new ArrayList<>();
        for (int i = 0; i < product.factors().size(); i++) {
            if (product.factors().get(i) instanceof Indicator indicator && !computes(indicator, product.labels(i))) {
                equations.add(i);
            }
        }
        List<MatrixWords.Word> words = new MatrixWords(presenter, product).words();
        Set<Integer> spelt = words.stream().flatMap(word -> word.factors().stream()).collect(Collectors.toSet());
        words.forEach(word -> element(word.tree(), word.axes()));
        for (int i = 0; i < product.factors().size(); i++) {
            Expression factor = product.factors().get(i);
            if (spelt.contains(i)) {
                continue;
            }
            if (product.labels(i).isEmpty() && !(factor instanceof Indicator)) {
                scalars.add(factor);
            } else if (!(factor instanceof Indicator)) {
                factor(factor, product.labels(i));
            }
        }
        for (Product.Delta delta : product.deltas()) {
            element(Write.call("I", Presenter.size(product.size(delta.first()))), List.of(delta.first(), delta.second()));
        }
        for (int equation : equations) {
            factors.add(condition((Indicator) product.factors().get(equation), product.labels(equation)));
        }
        Tree body = multiplied();
        List<Integer> summed = IntStream.range(rank, product.labelCount()).filter(label -> !computed.containsKey(label)
                && spelt.stream().noneMatch(i -> product.labels(i).contains(label))).boxed().toList();
        if (!summed.isEmpty()) {
            body = binding("sum", summed, body);
        }
        return new Fractions(presenter).around(product.coefficient(), scalars, List.of(), body);
    }

    // a[i]*b[j]/c[i]
    private Tree multiplied() {
        List<Tree> above = factors.stream().filter(factor -> Write.reciprocal(factor, Tree.Infix.DIVIDE).isEmpty()).toList();
        Tree body = above.isEmpty() ? Write.number(1) : above.getFirst();
        for (Tree factor : above.subList(Math.min(1, above.size()), above.size())) {
            body = Write.times(body, factor);
        }
        for (Tree factor : factors) {
            Optional<Tree> below = Write.reciprocal(factor, Tree.Infix.DIVIDE);
            body = below.isPresent() ? Write.over(body, below.get()) : body;
        }
        return body;
    }

    private Tree binding(String name, List<Integer> labels, Tree body) {
        List<Tree.Binder> binders = new ArrayList<>();
        for (int label : labels) {
            Tree range = ranged.contains(names.get(label)) && !explicit.contains(names.get(label)) ? null
                    : new Tree.Range(Write.number(1), Presenter.size(product.size(label)), Span.NONE);
            binders.add(new Tree.Binder(names.get(label), range, Span.NONE));
        }
        return new Tree.Call(name, Span.NONE, 0, binders, List.of(body), List.of(), Span.NONE);
    }

    private void element(Tree tensor, List<Integer> axes) {
        axes.stream().filter(axis -> !computed.containsKey(axis)).map(names::get).forEach(ranged::add);
        factors.add(new Tree.Element(tensor, places(axes), Span.NONE));
    }

    private List<Tree> places(List<Integer> axes) {
        return axes.stream().map(axis -> computed.getOrDefault(axis, Write.name(names.get(axis)))).toList();
    }

    private void factor(Expression factor, List<Integer> axes) {
        factors.add(entries().of(factor, places(axes)));
    }

    private IndexedEntry entries() {
        Set<String> around = new HashSet<>(hidden);
        around.addAll(names);
        return new IndexedEntry(presenter, around, ranged, explicit);
    }

    // x[i + 1] instead of a sum over the one position that the equation leaves.
    private boolean computes(Indicator indicator, List<Integer> labels) {
        if (labels.stream().anyMatch(computed::containsKey)) {
            return false;
        }
        for (int axis = 0; axis < labels.size(); axis++) {
            Size coefficient = indicator.coefficient(axis);
            boolean solvable = labels.get(axis) >= product.shape().rank() && indexesFactor(labels.get(axis))
                    && (coefficient.isOne() || coefficient.negate().isOne()) && staysWithin(indicator, labels, axis);
            if (solvable) {
                Tree solution = solution(indicator, labels, axis);
                if (solution instanceof Tree.Name && labels.size() == 1) { // x[n] would be read as an entry for every label n
                    continue;
                }
                if (solution instanceof Tree.Name) { // a label on an axis of another size
                    labels.stream().map(names::get).forEach(explicit::add);
                }
                computed.put(labels.get(axis), solution);
                return true;
            }
        }
        return false;
    }

    private boolean indexesFactor(int label) {
        List<Integer> uses = IntStream.range(0, product.factors().size()).filter(i -> product.labels(i).contains(label)).boxed().toList();
        long equations = uses.stream().filter(i -> product.factors().get(i) instanceof Indicator).count();
        return equations == 1 && uses.size() > 1; // another equation would name it
    }

    private boolean staysWithin(Indicator indicator, List<Integer> labels, int solved) {
        Size sign = indicator.coefficient(solved).negate(); // plus or minus one
        Size least = indicator.offset().times(sign);
        Size largest = least;
        for (int axis = 0; axis < labels.size(); axis++) {
            if (axis != solved) {
                Size coefficient = indicator.coefficient(axis).times(sign);
                Size reach = coefficient.times(product.size(labels.get(axis)).minus(Size.ONE));
                least = coefficient.isNeverNegative() ? least : least.plus(reach);
                largest = coefficient.isNeverNegative() ? largest.plus(reach) : largest;
            }
        }
        return indicator.hasRoom(least) && indicator.hasRoom(product.size(labels.get(solved)).minus(Size.ONE).minus(largest));
    }

    private Tree solution(Indicator indicator, List<Integer> labels, int solved) {
        Size sign = indicator.coefficient(solved).negate();
        return combination(indicator, labels, solved, sign, Size.ONE);
    }

    // sign·(Σ c·(label − 1) + offset) + plus, where labels count from 1.
    private Tree combination(Indicator indicator, List<Integer> labels, int without, Size sign, Size plus) {
        List<Expression> terms = new ArrayList<>();
        Size constant = plus.plus(indicator.offset().times(sign));
        for (int axis = 0; axis < labels.size(); axis++) {
            if (axis != without) {
                Size coefficient = indicator.coefficient(axis).times(sign);
                terms.add(dev.fluxion.symbolic.Product.of(Sizes.expression(coefficient), Symbol.of(names.get(labels.get(axis)))));
                constant = constant.minus(coefficient);
            }
        }
        terms.add(Sizes.expression(constant));
        return Presenter.tree(Sum.of(terms));
    }

    // I(n)[i, 1] where one axis has one position.
    private Tree condition(Indicator indicator, List<Integer> labels) {
        if (indicator.unit().isEmpty() || computed.containsKey(labels.getFirst())) {
            return bracket(indicator, labels);
        }
        ranged.add(names.get(labels.getFirst()));
        return new Tree.Element(Write.call("I", Presenter.size(indicator.shape().size(0))), List.of(Write.name(names.get(labels.getFirst())),
                Write.number(indicator.unit().getAsLong())), Span.NONE);
    }

    private Tree bracket(Indicator indicator, List<Integer> labels) {
        Tree equation = labels.isEmpty()
                ? Write.chain(Presenter.tree(Sizes.expression(indicator.offset())), Tree.Infix.EQUAL, Presenter.tree(Constant.ZERO))
                : equation(indicator, labels);
        return Write.call("if", equation, Write.number(1), Write.number(0));
    }

    private Tree equation(Indicator indicator, List<Integer> labels) {
        Size first = indicator.coefficient(0);
        boolean plain = first.isOne() || first.negate().isOne();
        Tree left = plain ? Write.name(names.get(labels.getFirst()))
                : Presenter.tree(Product.of(Sizes.expression(first), Symbol.of(names.get(labels.getFirst()))));
        return Write.chain(left, Tree.Infix.EQUAL, plain ? combination(indicator, labels, 0, first.negate(), Size.ONE)
                : combination(indicator, labels, 0, Size.of(-1), first));
    }

    // Letters that are no names in the product: a label would hide them.
    private List<String> names(List<Tree> at) {
        List<Expression> pending = new ArrayList<>(List.of(product));
        Set<Expression> seen = new HashSet<>();
        Budget budget = Budget.current();
        while (!pending.isEmpty()) {
            budget.tick(1);
            Expression next = pending.removeLast();
            if (next instanceof Symbol symbol) {
                hidden.add(symbol.name());
            }
            next.shape().sizes().forEach(size -> hidden.addAll(size.names()));
            next.operands().stream().filter(seen::add).forEach(pending::add);
        }
        IntStream.range(0, product.labelCount()).forEach(label -> hidden.addAll(product.size(label).names()));
        List<String> labels = new ArrayList<>(at.stream().map(place -> place instanceof Tree.Name name ? name.name() : "").toList());
        for (int i = 0; labels.size() < product.labelCount(); i++) {
            String letter = i < LETTERS.length() ? LETTERS.substring(i, i + 1) : "i_" + i;
            if (!hidden.contains(letter)) {
                labels.add(letter);
            }
        }
        return labels;
    }
}
