package dev.fluxion.symbolic.print;

import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Interruption;
import dev.fluxion.grammar.Span;
import dev.fluxion.grammar.Tree;
import dev.fluxion.grammar.Trees;
import dev.fluxion.symbolic.Apply;
import dev.fluxion.symbolic.ArrayOf;
import dev.fluxion.symbolic.Bound;
import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Call;
import dev.fluxion.symbolic.Condition;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Elementwise;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Fold;
import dev.fluxion.symbolic.Indicator;
import dev.fluxion.symbolic.MatrixFunction;
import dev.fluxion.symbolic.Piecewise;
import dev.fluxion.symbolic.Power;
import dev.fluxion.symbolic.Product;
import dev.fluxion.symbolic.Reduction;
import dev.fluxion.symbolic.Selection;
import dev.fluxion.symbolic.Size;
import dev.fluxion.symbolic.Sum;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.number.Decimal;
import dev.fluxion.symbolic.number.Inexact;
import dev.fluxion.symbolic.number.Numeral;
import dev.fluxion.symbolic.number.Rational;
import dev.fluxion.symbolic.operator.Operator;
import dev.fluxion.symbolic.operator.Operators;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** From expressions to the trees that people read: fractions, differences, roots, matrix notation. */
public final class Presenter {
    private static final int MOST_NODES = 2_000_000;

    private final Map<Expression, String> names;
    private final Budget budget = Budget.current();
    private final Map<Expression, Tree> presented = new HashMap<>();
    private final Map<Tree, Long> sizes = new IdentityHashMap<>();
    private final Set<String> bound = new HashSet<>();

    private Presenter(Map<Expression, String> names) {
        this.names = names;
    }

    /** The tree of an expression. */
    public static Tree tree(Expression expression) {
        return tree(expression, Map.of());
    }

    /**
     * The tree of an expression in which some parts go by a name.
     *
     * @param names of a row with an apostrophe at the end: {@code r'} is the column that the expression stands for
     */
    public static Tree tree(Expression expression, Map<Expression, String> names) {
        return Budget.onDeepStack(expression.depth(), () -> {
            Presenter presenter = new Presenter(names);
            return SymmetricForms.shortened(presenter.present(expression), expression, presenter::present);
        });
    }

    /** The tree of a product of a scalar and what a tree stands for: numbers in front, and what divides behind. */
    public static Tree scaled(Expression scalar, Tree rest) {
        Fractions fraction = new Fractions(new Presenter(Map.of()));
        return switch (scalar) {
            case Constant c -> fraction.around(c.value(), List.of(), List.of(), rest);
            case Product p when p.isContraction() -> fraction.around(p.coefficient(), List.of(p.withCoefficient(Rational.ONE)), List.of(), rest);
            case Product p -> fraction.around(p.coefficient(), p.factors(), List.of(), rest);
            default -> fraction.around(Rational.ONE, List.of(scalar), List.of(), rest);
        };
    }

    /** The tree of a condition. */
    public static Tree tree(Condition condition) {
        return tree(condition, Map.of());
    }

    /** The tree of a condition, in which some parts go by a name. */
    public static Tree tree(Condition condition, Map<Expression, String> names) {
        return new Presenter(names).condition(condition);
    }

    /** The terms of a sum in the order in which they are written. */
    public static List<Expression> terms(Sum sum) {
        return Sums.ordered(sum);
    }

    /** Whether a term of a sum is written with a minus sign in front. */
    public static boolean isNegative(Expression term) {
        return Sums.isNegative(term);
    }

    Tree present(Expression expression) {
        budget.tick(1);
        String name = names.get(expression);
        if (name != null || expression.operands().isEmpty()) {
            return name != null ? named(name) : plain(expression);
        }
        Tree known = presented.get(expression);
        if (known != null) {
            return known;
        }
        Tree tree = plain(expression);
        if (size(tree) > MOST_NODES) {
            throw new FluxionException(Diagnostic.of(Diagnostic.Code.LIMIT, "nodes: the text would have more than " + MOST_NODES, Span.NONE));
        }
        presented.put(expression, tree);
        return tree;
    }

    // A row goes by its name with an apostrophe.
    private static Tree named(String name) {
        return name.endsWith("'") ? Write.transposed(Write.name(name.substring(0, name.length() - 1))) : Write.name(name);
    }

    // Nodes as often as they are written: a part may stand in many places.
    private long size(Tree tree) {
        Deque<Tree> open = new ArrayDeque<>(List.of(tree));
        for (long step = 1; !open.isEmpty(); step++) {
            Interruption.check(step);
            Tree next = open.peek();
            List<Tree> parts = sizes.containsKey(next) ? List.of() : Trees.parts(next);
            List<Tree> unknown = parts.stream().filter(part -> !sizes.containsKey(part)).toList();
            if (unknown.isEmpty()) {
                open.pop();
                sizes.computeIfAbsent(next, node -> 1 + parts.stream().mapToLong(sizes::get).sum());
            } else {
                unknown.forEach(open::push);
            }
        }
        return sizes.get(tree);
    }

    private Tree plain(Expression expression) {
        return switch (expression) {
            case Constant c -> number(c.value());
            case Symbol s -> Write.name(Bound.plainName(s));
            case Sum s -> new Sums(this).tree(s);
            case Product p -> product(p);
            case Power p -> power(p);
            case Apply a -> Write.call(a.operator().name(), a.flatOperands().stream().map(this::present).toList());
            case Reduction r -> reduction(r);
            case MatrixFunction m -> Write.call(m.operator().name(), m.operands().stream().map(this::present).toList());
            case Piecewise p -> piecewise(p);
            case Call c -> new CallForm(this, c).tree();
            case ArrayOf a -> array(a);
            case Selection s -> selection(s);
            case Bound b -> new BoundForm(this, b).tree();
            case Fold f -> new FoldForm(this, f).tree();
            case Indicator i -> indicator(i);
        };
    }

    /** A number; a fraction is a quotient. */
    static Tree number(Numeral value) {
        return switch (value) {
            case Rational r when r.isWhole() -> Write.number(r.numerator());
            case Rational r -> Write.over(Write.number(r.numerator()), Write.number(r.denominator()));
            case Decimal d -> Write.number(d.shown());
            case Inexact(double x) when Double.isNaN(x) -> Write.times(Write.number(0), Write.name("inf")); // which is how text says it
            case Inexact(double x) when Double.isInfinite(x) -> x > 0 ? Write.name("inf") : Write.minus(Write.name("inf"));
            case Inexact(double x) -> Write.number(new BigDecimal(Double.toString(x)));
        };
    }

    private Tree product(Product product) {
        if (product.coefficient().isZero()) {
            return Write.call("zeros", product.shape().sizes().stream().map(Presenter::size).toList());
        }
        Optional<Tree> picked = new PositionForm(this).tree(product).or(() -> new WindowForm(this).tree(product));
        if (picked.isPresent()) {
            return picked.get();
        }
        return product.isElementwise() ? new Fractions(this).tree(product) : new MatrixForm(this, product).tree();
    }

    /** A size as a tree. */
    static Tree size(Size size) {
        return tree(dev.fluxion.symbolic.Sizes.expression(size));
    }

    private Tree power(Power power) {
        if (power.exponent() instanceof Constant c && c.value().signum() < 0) {
            return new Fractions(this).tree(power);
        }
        return positivePower(power.base(), power.exponent());
    }

    /** A power whose exponent is no negative number. */
    Tree positivePower(Expression base, Expression exponent) {
        if (exponent instanceof Constant c && c.value() instanceof Rational r && r.denominator().equals(java.math.BigInteger.TWO)
                && squared(base).orElse(null) instanceof Expression root) {
            Tree norm = Write.call(root.shape().rank() == 1 ? "norm2" : "normF", present(root));
            return r.numerator().equals(java.math.BigInteger.ONE) ? norm : Write.power(norm, Write.number(r.numerator()), false);
        }
        if (exponent instanceof Constant c && c.value().equals(Rational.HALF)) {
            return Write.call("sqrt", present(base));
        }
        boolean tensor = !base.isScalar() || !exponent.isScalar();
        return exponent instanceof Constant c && c.isOne() ? present(base) : Write.power(present(base), present(exponent), tensor);
    }

    // What a sum of squares of all entries is the sum of, for vectors and matrices.
    private static Optional<Expression> squared(Expression sum) {
        if (sum instanceof Product p && p.shape().isScalar() && p.coefficient().isOne() && p.factors().size() == 1 && p.deltas().isEmpty()
                && p.factors().getFirst() instanceof Power square && square.hasExponent(Rational.of(2)) && !square.base().isScalar()
                && square.base().shape().rank() <= 2 && p.labels(0).stream().distinct().count() == square.shape().rank()
                && p.labelCount() == square.shape().rank()) {
            return Optional.of(square.base());
        }
        return Optional.empty();
    }

    private Tree reduction(Reduction reduction) {
        Optional<Tree> pooled = new WindowForm(this).tree(reduction);
        if (pooled.isPresent()) {
            return pooled.get();
        }
        Operator row = reduction.operator();
        int rank = reduction.operand().shape().rank();
        Expression whole = rank == 1 ? ViewForm.unvectored(reduction.operand()) : reduction.operand();
        if (whole != reduction.operand() && !row.keepsAxis() && !row.overLastAxis()) {
            return Write.call(row.name(), present(whole));
        }
        Tree operand = present(reduction.operand());
        if (reduction.axis() == rank - 1 && (rank == 1 || row.keepsAxis() || row.overLastAxis())) {
            return Write.call(row.name(), operand);
        }
        Tree axis = Write.number(reduction.axis() + 1);
        return Operators.elementwise(row.name()).isEmpty() ? Write.call(row.name(), operand, axis)
                : new Tree.Call(row.name(), Span.NONE, 0, List.of(), List.of(operand), List.of(new Tree.Named("axis", axis, Span.NONE)), Span.NONE);
    }

    private Tree piecewise(Piecewise piecewise) {
        Optional<Tree> picked = new PositionForm(this).tree(piecewise);
        if (picked.isPresent()) {
            return picked.get();
        }
        if (IndexedEntry.comparesPositions(piecewise)) {
            return IndexForm.of(this, piecewise);
        }
        List<Tree.Case> cases = new ArrayList<>();
        for (Piecewise.Case each : piecewise.cases()) {
            cases.add(new Tree.Case(condition(each.condition()), present(each.value())));
        }
        boolean open = piecewise.otherwise() instanceof Constant c && Double.isNaN(c.value().doubleValue());
        return new Tree.Piecewise(cases, open ? null : present(piecewise.otherwise()), Span.NONE);
    }

    Tree condition(Condition condition) {
        return condition(condition, this::present);
    }

    /** A condition with its sides written in some way. */
    static Tree condition(Condition condition, Function<Expression, Tree> side) {
        return switch (condition) {
            case Condition.Comparison c -> Write.chain(side.apply(c.left()), Tree.Infix.valueOf(c.relation().name()), side.apply(c.right()));
            case Condition.All all -> joined(all.parts(), Tree.Infix.AND, side);
            case Condition.Any any -> joined(any.parts(), Tree.Infix.OR, side);
            case Condition.Not not -> new Tree.Prefix(Tree.PrefixOperator.NOT, condition(not.part(), side), Span.NONE);
            case Condition.Truth truth -> Write.name(Boolean.toString(truth.value()));
        };
    }

    private static Tree joined(List<Condition> parts, Tree.Infix operator, Function<Expression, Tree> side) {
        List<Tree.Link> links = new ArrayList<>();
        for (Condition part : parts.subList(1, parts.size())) {
            links.add(new Tree.Link(operator, condition(part, side), Span.NONE));
        }
        return new Tree.Chain(condition(parts.getFirst(), side), links, Span.NONE);
    }

    // A derivative of a function that is only named is a diff of the call where its operands are the variables themselves.
    private Tree array(ArrayOf array) {
        List<Expression> entries = array.operands();
        int rank = array.shape().rank();
        if (rank > 2 || rank == 2 && array.shape().size(0).isOne()) { // what has one row in brackets is a vector
            List<Tree> operands = new ArrayList<>(List.of(array(array.vector())));
            array.shape().sizes().forEach(size -> operands.add(size(size)));
            return Write.call("reshape", operands);
        }
        int columns = rank == 0 ? 1 : Math.toIntExact(array.shape().size(rank - 1).literal());
        List<List<Tree>> rows = new ArrayList<>();
        for (int i = 0; i < entries.size(); i += columns) {
            rows.add(entries.subList(i, i + columns).stream().map(this::present).toList());
        }
        return new Tree.Array(rows, Span.NONE);
    }

    // A position of what was selected before is one more index: A[1, 2].
    private Tree selection(Selection selection) {
        List<Tree> subscripts = new ArrayList<>();
        Expression tensor = selection;
        List<Selection> chain = new ArrayList<>();
        while (tensor instanceof Selection s && !isNamed(s)) {
            chain.addFirst(s);
            tensor = s.operand();
        }
        for (int axis = 0; axis < tensor.shape().rank(); axis++) {
            subscripts.add(new Tree.Range(null, null, Span.NONE));
        }
        List<Integer> left = new ArrayList<>(java.util.stream.IntStream.range(0, subscripts.size()).boxed().toList());
        for (Selection s : chain) {
            subscripts.set(left.remove(s.axis()), Write.number(s.position()));
        }
        return new Tree.Element(present(tensor), subscripts, Span.NONE);
    }

    private Tree indicator(Indicator indicator) {
        if (indicator.unit().isPresent()) {
            return new Tree.Element(Write.call("I", size(indicator.shape().size(0))), List.of(new Tree.Range(null, null, Span.NONE),
                    Write.number(indicator.unit().getAsLong())), Span.NONE);
        }
        return new IndexForm(this, Product.ofAll(indicator)).tree();
    }

    /** Names that binders around some part have: labels inside of them are called otherwise. */
    Set<String> bound() {
        return bound;
    }

    boolean isNamed(Expression expression) {
        return names.containsKey(expression);
    }

    static boolean isFill(Expression expression) {
        return expression instanceof Product p && !p.shape().isScalar() && p.deltas().isEmpty() && !p.isContraction()
                && p.factors().stream().allMatch(Expression::isScalar) && !Elementwise.isZero(p);
    }
}
