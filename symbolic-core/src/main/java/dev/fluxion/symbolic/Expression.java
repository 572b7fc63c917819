package dev.fluxion.symbolic;

import java.util.List;

/**
 * A mathematical expression: immutable, closed, made by factories that give it canonical form. A scalar is a tensor of rank 0, so the same
 * nodes serve {@code x^2*sin(y)} and {@code X'*(X*w - y)}.
 *
 * <p>Equality is structural. Hash code, depth and shape are computed once; no method recurses, so that an expression may be 100,000 deep.
 */
public abstract sealed class Expression
        permits Constant, Symbol, Sum, Product, Power, Apply, Reduction, MatrixFunction, Piecewise, Call, ArrayOf, Selection, Bound, Fold,
        Indicator {
    private final Shape shape;
    private final int hash;
    private final int depth;
    private final int reach;
    private final boolean fixed;
    private final boolean holdsFixedFunction;
    private final byte order;

    /** @param ownHash what distinguishes this node besides its class and operands */
    Expression(Shape shape, int ownHash, List<Expression> operands) {
        this(shape, ownHash, operands, operands.isEmpty() ? 0 : farthest(operands));
    }

    private static int farthest(List<Expression> operands) {
        int reach = 0;
        for (int i = 0; i < operands.size(); i++) {
            reach = Math.max(reach, operands.get(i).reach);
        }
        return reach;
    }

    /** @param reach how many binders around it the node refers to */
    Expression(Shape shape, int ownHash, List<Expression> operands, int reach) {
        this.shape = shape;
        this.reach = reach;
        this.order = (byte) Structure.kind(this);
        int code = mixed(order * 31 + ownHash);
        int deepest = 0;
        boolean varies = false;
        boolean function = false;
        for (int i = 0; i < operands.size(); i++) { // without an iterator: every expression is made here
            Expression operand = operands.get(i);
            varies |= !operand.isFixed();
            code = mixed(Integer.rotateLeft(code, 5) ^ operand.hash);
            deepest = Math.max(deepest, operand.depth);
            function |= operand.holdsFixedFunction;
        }
        this.hash = code;
        this.depth = deepest + 1;
        this.fixed = !varies;
        this.holdsFixedFunction = function || fixed && (this instanceof Apply || this instanceof Power);
    }

    // Sums of multiples would make the hashes of x1 - x2, x2 - x3, … collide (the finaliser of MurmurHash3).
    private static int mixed(int code) {
        int h = (code ^ code >>> 16) * 0x85ebca6b;
        h = (h ^ h >>> 13) * 0xc2b2ae35;
        return h ^ h >>> 16;
    }

    /** Sizes of the axes; {@link Shape#SCALAR} for a scalar. */
    public final Shape shape() {
        return shape;
    }

    /** Whether the rank is 0. */
    public final boolean isScalar() {
        return shape.isScalar();
    }

    /** The length of the longest path to a leaf, which itself has depth 1. */
    public final int depth() {
        return depth;
    }

    /** How many binders around it this refers to: 0 unless it was taken out of the body of a {@link Bound}. */
    public final int reach() {
        return reach;
    }

    // Where it stands in the order of kinds.
    final int order() {
        return order;
    }

    // Whether a function of numbers occurs in it, which may have no value.
    boolean holdsFixedFunction() {
        return holdsFixedFunction;
    }

    /** Whether no variable, size or bound symbol occurs in it. */
    public boolean isFixed() {
        return fixed;
    }

    /** Whether it is known to be a matrix that equals its transpose. */
    public boolean isSymmetric() {
        return false;
    }

    static boolean allSymmetric(List<Expression> operands) {
        boolean any = false;
        for (Expression operand : operands) {
            boolean symmetric = operand.isSymmetric();
            if (!symmetric && !operand.isScalar()) {
                return false;
            }
            any |= symmetric;
        }
        return any;
    }

    /** The operands, in order; none for a leaf. */
    public abstract List<Expression> operands();

    /**
     * This node over other operands of the same shapes, in canonical form.
     *
     * @param operands as many as the node has
     * @throws IllegalArgumentException if they make no such node
     * @throws dev.fluxion.grammar.FluxionException {@code DOMAIN} if it has no value, as 1 over exactly 0
     */
    public abstract Expression withOperands(List<Expression> operands);

    /** Orders heads and attributes of nodes of one class, operands aside. */
    abstract int compareHead(Expression other);

    /** How many symbols an operand is inside the binder of. */
    int binds(int operand) {
        return 0;
    }

    /**
     * The derivative by each named variable in turn; a name that does not occur gives zeros. Every name is a variable of this expression, or a real
     * scalar. The derivative of a tensor by a tensor has the axes of this, then those of the variable.
     *
     * @throws NullPointerException if a name is null
     * @throws dev.fluxion.grammar.FluxionException {@code NAME} if a text is no name of a variable, {@code UNSUPPORTED} if something in this has no
     * derivative by it, {@code LIMIT} if the budget is spent
     */
    public final Expression diff(String... variables) {
        java.util.Objects.requireNonNull(variables, "the names of variables are null");
        return dev.fluxion.symbolic.calculus.Differentiation.derivative(this, java.util.stream.Stream.of(variables).map(this::variable).toList());
    }

    /**
     * The derivation of the derivative of this scalar by a scalar, step by step; it ends in what {@link #diff} gives. Every step is checked at
     * sampled points.
     *
     * @throws NullPointerException if the name is null
     * @throws dev.fluxion.grammar.FluxionException {@code NAME} if a text is no name of a variable, {@code UNSUPPORTED} if this or the variable is a
     * tensor or something in it has no derivative, {@code LIMIT} if the budget is spent
     */
    public final dev.fluxion.symbolic.derivation.Derivation derive(String variable) {
        return dev.fluxion.symbolic.calculus.Derivations.derivative(this, variable(variable));
    }

    private Symbol variable(String name) {
        java.util.Objects.requireNonNull(name, "the name of a variable is null");
        return Substitution.variables(this).stream().filter(symbol -> symbol.name().equals(name)).findFirst()
                .orElseGet(() -> dev.fluxion.symbolic.language.Language.variable(name, dev.fluxion.symbolic.elaborate.Names.lenient()));
    }

    @Override
    public final int hashCode() {
        return hash;
    }

    @Override
    public final boolean equals(Object other) {
        return this == other || other instanceof Expression expression && Structure.equal(this, expression);
    }

    /** The expression as text of the language, on one line. */
    @Override
    public final String toString() {
        return dev.fluxion.symbolic.print.TextPrinter.text(this);
    }
}
