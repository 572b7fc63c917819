package dev.fluxion.symbolic;

import dev.fluxion.symbolic.number.Rational;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * What binds symbols and stays unevaluated: indexed sums and products of symbolic length, integrals, limits, derivatives at a point.
 *
 * <p>In the body a bound symbol is a {@linkplain Symbol#bound place} that counts binders outwards, so that equality does not depend on its
 * name and replacing free symbols captures nothing. The names are kept for people. Operands are the range, which lies outside the binder,
 * and the body.
 */
public final class Bound extends Expression {
    /** What is done with the body, and what the range holds. */
    public enum Kind {
        /** Σ over whole numbers: first, last. */
        SUM(1, 2),
        /** Π over whole numbers: first, last. */
        PRODUCT(1, 2),
        /** ∫ from a to b: a, b. */
        INTEGRAL(1, 2),
        /** An antiderivative of the body at a point: the point. */
        ANTIDERIVATIVE(1, 1),
        /** The derivative of the body at a point: the point; the attribute is the order. */
        DERIVATIVE(1, 1),
        /** The limit of the body towards a point: the point; the attribute is the sign of the side, 0 for both. */
        LIMIT(1, 1);

        private final int symbols;
        private final int range;

        Kind(int symbols, int range) {
            this.symbols = symbols;
            this.range = range;
        }

        /** What people call it. */
        public String text() {
            return this == SUM || this == PRODUCT ? "indexed " + name().toLowerCase(Locale.ROOT) : name().toLowerCase(Locale.ROOT);
        }

        /** How many symbols are bound. */
        public int symbols() {
            return symbols;
        }
    }

    /** The body with its bound symbols as free ones that occur nowhere else in it. */
    public record Opened(List<Symbol> symbols, Expression body) {
        /** The only or first symbol. */
        public Symbol symbol() {
            return symbols.getFirst();
        }
    }

    /** The most terms of a sum or product over given numbers that are written out where it is made; a longer one stays whole. */
    public static final int MOST_WRITTEN = 100; // as many as a reader may want to see, and rules to look through

    private static final int MOST_FOLLOWED = 100_000; // numbers that are added up exactly where nothing varies
    private static final int MOST_BITS = 4_096; // of an exact number that a sum is added up to

    private final Kind kind;
    private final int attribute;
    private final List<String> names;
    private final List<Expression> operands;

    private Bound(Kind kind, int attribute, List<String> names, List<Expression> operands) {
        super(operands.getLast().shape(), kind.ordinal() * 31 + attribute, operands, reach(operands, kind.symbols));
        this.kind = kind;
        this.attribute = attribute;
        this.names = names;
        this.operands = operands;
    }

    private static int reach(List<Expression> operands, int symbols) {
        int reach = Math.max(0, operands.getLast().reach() - symbols);
        for (Expression operand : operands.subList(0, operands.size() - 1)) {
            reach = Math.max(reach, operand.reach());
        }
        return reach;
    }

    /** Binds symbols of a body. */
    private static Expression bind(Kind kind, int attribute, List<Symbol> symbols, List<Expression> range, Expression body) {
        List<Expression> operands = new ArrayList<>(range);
        operands.add(Binding.abstracted(body, symbols));
        return of(kind, attribute, symbols.stream().map(symbol -> Binding.plainName(symbol.name())).toList(), operands);
    }

    private static void requireScalars(Expression... operands) {
        for (Expression operand : operands) {
            if (!operand.isScalar()) {
                throw new IllegalArgumentException("a range or a bound symbol of shape " + operand.shape());
            }
        }
    }

    /**
     * {@code sum(k = from..to: term)}; written out where the range is given and short, and 0 where it is empty.
     *
     * @param index a scalar symbol; positions and terms count from {@code from} by ones
     * @param term of any shape, which the sum has too
     * @throws IllegalArgumentException if the index or an end of the range is no scalar
     */
    public static Expression sum(Symbol index, Expression from, Expression to, Expression term) {
        requireScalars(index, from, to);
        return bind(Kind.SUM, 0, List.of(index), List.of(from, to), term);
    }

    /**
     * {@code prod(k = from..to: factor)}; written out where the range is given and short, and 1 where it is empty.
     *
     * @throws IllegalArgumentException if the index or an end of the range is no scalar
     */
    public static Expression product(Symbol index, Expression from, Expression to, Expression factor) {
        requireScalars(index, from, to);
        return bind(Kind.PRODUCT, 0, List.of(index), List.of(from, to), factor);
    }

    /**
     * The unevaluated integral of a scalar from one bound to another.
     *
     * @throws IllegalArgumentException if the variable or a bound is no scalar
     */
    public static Expression integral(Symbol variable, Expression from, Expression to, Expression integrand) {
        requireScalars(variable, from, to);
        return bind(Kind.INTEGRAL, 0, List.of(variable), List.of(from, to), integrand);
    }

    /**
     * The unevaluated antiderivative by a variable, at a point.
     *
     * @throws IllegalArgumentException if the variable or the point is no scalar
     */
    public static Expression antiderivative(Symbol variable, Expression at, Expression integrand) {
        requireScalars(variable, at);
        return bind(Kind.ANTIDERIVATIVE, 0, List.of(variable), List.of(at), integrand);
    }

    /**
     * The unevaluated derivative of an order from 1 by a variable, at a point.
     *
     * @throws IllegalArgumentException if the variable or the point is no scalar, or the order is below 1
     */
    public static Expression derivative(Symbol variable, int order, Expression at, Expression function) {
        requireScalars(variable, at);
        if (order < 1) {
            throw new IllegalArgumentException("a derivative of order " + order);
        }
        return bind(Kind.DERIVATIVE, order, List.of(variable), List.of(at), function);
    }

    /**
     * The unevaluated limit; {@code side} is 1 from the right, −1 from the left, 0 from both.
     *
     * @throws IllegalArgumentException if the variable or the point is no scalar, or the side is another number
     */
    public static Expression limit(Symbol variable, Expression to, int side, Expression function) {
        requireScalars(variable, to);
        if (side < -1 || side > 1) {
            throw new IllegalArgumentException("a limit from side " + side);
        }
        return bind(Kind.LIMIT, side, List.of(variable), List.of(to), function);
    }

    private static Expression of(Kind kind, int attribute, List<String> names, List<Expression> operands) {
        Bound node = new Bound(kind, attribute, names, List.copyOf(operands));
        return switch (kind) {
            case SUM -> node.body().equals(Constant.ZERO) ? Constant.ZERO : node.isShort() ? node.writtenOut() : node.added(Constant.ZERO);
            case PRODUCT -> node.body().equals(Constant.ONE) ? Constant.ONE : node.isShort() ? node.writtenOut() : node.added(Constant.ONE);
            case INTEGRAL -> node.body().equals(Constant.ZERO) || node.first().equals(node.last()) ? Constant.ZERO : node;
            case DERIVATIVE -> node.body().reach() == 0 && node.body() instanceof Constant ? Constant.ZERO : node;
            case LIMIT -> node.body() instanceof Constant ? node.body() : node;
            case ANTIDERIVATIVE -> node;
        };
    }

    /** How often the body is taken, if both ends of a range of whole numbers are given. */
    public OptionalLong count() {
        return countsThrough() && first() instanceof Constant a && a.value() instanceof Rational low && low.isInt()
                && last() instanceof Constant b && b.value() instanceof Rational high && high.isInt()
                ? OptionalLong.of(Math.max(0, high.intValue() - (long) low.intValue() + 1)) : OptionalLong.empty();
    }

    private boolean isShort() {
        return count().isPresent() && count().getAsLong() <= MOST_WRITTEN;
    }

    /**
     * A sum or product over given numbers, term by term.
     *
     * @throws IllegalStateException if it is neither, or an end of its range is not given
     */
    public Expression writtenOut() {
        if (kind != Kind.SUM && kind != Kind.PRODUCT || count().isEmpty()) {
            throw new IllegalStateException(this + " cannot be written out");
        }
        Budget budget = Budget.current();
        int size = Topology.of(body()).size();
        List<Expression> terms = new ArrayList<>();
        for (long i = 0; i < count().getAsLong(); i++) {
            budget.tick(size);
            terms.add(at(Constant.of(start() + i)));
        }
        return kind == Kind.SUM ? Elementwise.sum(terms) : Elementwise.product(terms);
    }

    private long start() {
        return ((Rational) ((Constant) first()).value()).intValue();
    }

    // What does not vary with the index is taken so many times; exact numbers are their sum or product as long as that stays short.
    private Expression added(Constant neutral) {
        if (count().isEmpty() || reach() > 0) {
            return this;
        }
        if (Binding.openPlaces(body()).isEmpty()) {
            Constant times = Constant.of(count().getAsLong());
            return kind == Kind.SUM ? Elementwise.product(times, at(first())) : isScalar() ? Power.of(at(first()), times) : this;
        }
        Expression total = neutral;
        Budget budget = Budget.current();
        for (long i = 0; i < count().getAsLong() && isShortNumber(total); i++) {
            budget.tick(1);
            Expression term = i < MOST_FOLLOWED ? at(Constant.of(start() + i)) : this;
            total = !(term instanceof Constant) ? term : kind == Kind.SUM ? Sum.of(total, term) : Product.of(total, term);
        }
        return isShortNumber(total) ? total : this;
    }

    /** Whether an expression is an exact number that is short enough to go on computing with. */
    static boolean isShortNumber(Expression number) {
        return number instanceof Constant c && c.value() instanceof Rational r && r.numerator().bitLength() + r.denominator().bitLength() < MOST_BITS;
    }

    /** Whether the body is taken for each whole number of a range. */
    public boolean countsThrough() {
        return kind == Kind.SUM || kind == Kind.PRODUCT;
    }

    /** What is done with the body. */
    public Kind kind() {
        return kind;
    }

    /** Order of a derivative, side of a limit, else 0. */
    public int attribute() {
        return attribute;
    }

    /** What the bound symbols were called, as many as the kind binds. */
    public List<String> names() {
        return names;
    }

    /** What stands outside the binder: see {@link Kind}. */
    public List<Expression> range() {
        return operands.subList(0, kind.range);
    }

    /** The first index or the lower bound; the point of a kind that has one. */
    public Expression first() {
        return operands.getFirst();
    }

    /** The last index or the upper bound; the point of a kind that has one. */
    public Expression last() {
        return operands.get(kind.range - 1);
    }

    /** The body, in which places stand for the bound symbols: to be looked at, and put together anew only by {@link #withOperands}. */
    public Expression body() {
        return operands.getLast();
    }

    /**
     * The body at a value of the bound symbol.
     *
     * @param value of the shape of the bound symbol
     */
    public Expression at(Expression value) {
        return Binding.instantiated(body(), List.of(value));
    }

    /** The body with free symbols in the places of the bound ones, called as these were if nothing in this node or in others is. */
    public Opened open(Expression... others) {
        List<Symbol> symbols = Binding.fresh(this, List.of(others));
        return new Opened(symbols, Binding.instantiated(body(), symbols));
    }

    /**
     * The body with these free symbols in the places of the bound ones; they must occur nowhere in it.
     *
     * @param symbols as many as the kind binds
     */
    public Opened open(List<Symbol> symbols) {
        return new Opened(List.copyOf(symbols), Binding.instantiated(body(), symbols));
    }

    /** What people call a symbol: its name without the mark of one that stands for a bound symbol. */
    public static String plainName(Symbol symbol) {
        return Binding.plainName(symbol.name());
    }

    /** A symbol that stands for one to be bound inside so many binders, and that no text can write. */
    public static Symbol inside(String name, Shape shape, int binders) {
        return Binding.marked(name, shape, binders);
    }

    /** Whether a symbol stands for one to be bound. */
    public static boolean isInside(Symbol symbol) {
        return Binding.isMarked(symbol.name());
    }

    /** A scalar symbol that occurs in none of some expressions, called so if none of theirs is. */
    public static Symbol fresh(String name, Expression... others) {
        return fresh(name, Shape.SCALAR, List.of(others));
    }

    /** The same of any shape. */
    public static Symbol fresh(String name, Shape shape, List<? extends Expression> others) {
        return Binding.fresh(Binding.plainName(name), shape, others);
    }

    /**
     * This kind and range over another body, in the symbols of {@link #open(Expression...)}.
     *
     * @param symbols as many as the kind binds
     * @param range as many as {@link #range} has
     */
    public Expression close(List<Symbol> symbols, List<Expression> range, Expression body) {
        List<Expression> changed = new ArrayList<>(range);
        changed.add(Binding.abstracted(body, symbols));
        return of(kind, attribute, names, changed);
    }

    /**
     * The same function differentiated once more or less: another order of a {@link Kind#DERIVATIVE}.
     *
     * @param order at least 1
     */
    public Expression withOrder(int order) {
        return of(kind, order, names, operands);
    }

    @Override
    int binds(int operand) {
        return operand == operands.size() - 1 ? kind.symbols : 0;
    }

    @Override
    public List<Expression> operands() {
        return operands;
    }

    @Override
    public Expression withOperands(List<Expression> changed) {
        return of(kind, attribute, names, changed);
    }

    @Override
    int compareHead(Expression other) {
        Bound bound = (Bound) other;
        int byKind = kind.compareTo(bound.kind);
        return byKind != 0 ? byKind : Integer.compare(attribute, bound.attribute);
    }
}
