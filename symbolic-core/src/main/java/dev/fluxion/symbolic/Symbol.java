package dev.fluxion.symbolic;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** A name that stands for a value: a free variable, a trained parameter, a mathematical constant, a size used as a number, or what a binder binds. */
public final class Symbol extends Expression {
    /** What a symbol stands for. */
    public enum Role {
        /** A free variable. */
        VARIABLE,
        /** What is trained, and differentiated by where no variables are named. */
        PARAMETER,
        /** A mathematical constant. */
        CONSTANT,
        /** The size of an axis, used as a number. */
        SIZE,
        /** What a binder binds: a place, see {@link Bound}. */
        BOUND
    }

    /** What a declaration says of a tensor. */
    public enum Property {
        /** Equal to its transpose. */
        SYMMETRIC,
        /** Zero off the diagonal. */
        DIAGONAL,
        /** Symmetric, with {@code x'*A*x > 0} for every {@code x} but zero. */
        POSITIVE_DEFINITE,
        /** One entry of every row is 1, the others are 0. */
        ONEHOT,
        /** No entry is negative, and every row sums to 1. */
        STOCHASTIC
    }

    /** Archimedes' constant. */
    public static final Symbol PI = new Symbol("pi", Shape.SCALAR, Role.CONSTANT, Set.of());
    /** Euler's number. */
    public static final Symbol E = new Symbol("e", Shape.SCALAR, Role.CONSTANT, Set.of());
    /** Positive infinity, as a limit or a bound. */
    public static final Symbol INFINITY = new Symbol("inf", Shape.SCALAR, Role.CONSTANT, Set.of());

    private final String name;
    private final Role role;
    private final Set<Property> properties;

    private final int place;

    private Symbol(String name, Shape shape, Role role, Set<Property> properties) {
        this(name, shape, role, properties, -1);
    }

    private Symbol(String name, Shape shape, Role role, Set<Property> properties, int place) {
        super(shape, name.hashCode() * 31 + shape.hashCode() * 7 + role.ordinal(), List.of(), place + 1);
        this.name = name;
        this.role = role;
        this.place = place;
        this.properties = properties.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(properties));
    }

    /** A real scalar variable. Any text will do, one that the language could not write as well. */
    public static Symbol of(String name) {
        return new Symbol(name, Shape.SCALAR, Role.VARIABLE, Set.of());
    }

    /** A real scalar that stands for something for a while, with a name that no text can write. */
    public static Symbol temporary(String name) {
        return temporary(name, Shape.SCALAR);
    }

    /** Whether the name is one that {@link #temporary(String)} gives. */
    public boolean isTemporary() {
        return name.startsWith("~");
    }

    /** The same of any shape. */
    public static Symbol temporary(String name, Shape shape) {
        return new Symbol("~" + name, shape, Role.VARIABLE, Set.of());
    }

    /**
     * A symbol of any shape.
     *
     * @param properties hold for tensors of the shape, which is not checked
     */
    public static Symbol of(String name, Shape shape, Role role, Set<Property> properties) {
        return new Symbol(name, shape, role, properties);
    }

    /** The symbol that the binder so many binders further out binds, 0 being the innermost: stands in bodies of {@link Bound} only. */
    static Symbol bound(int place, Shape shape) {
        return new Symbol("#" + place, shape, Role.BOUND, Set.of(), place);
    }

    /** Which binder outwards binds it, 0 being the innermost; −1 for a free symbol. */
    public int place() {
        return place;
    }

    /** A size used as a number. */
    public static Symbol size(String name) {
        return new Symbol(name, Shape.SCALAR, Role.SIZE, Set.of());
    }

    /** Its name. */
    public String name() {
        return name;
    }

    /** What it stands for. */
    public Role role() {
        return role;
    }

    /** Whether a declaration said so. */
    public boolean is(Property property) {
        return properties.contains(property);
    }

    /** Whether the rows of a matrix sum to 1, as declared. */
    public boolean hasRowsOfSumOne() {
        return shape().rank() == 2 && (is(Property.ONEHOT) || is(Property.STOCHASTIC));
    }

    /** What the declaration said. */
    public Set<Property> properties() {
        return properties;
    }

    /** Whether it can vary: no constant and no size. */
    public boolean isVariable() {
        return role == Role.VARIABLE || role == Role.PARAMETER;
    }

    @Override
    public boolean isFixed() {
        return role == Role.CONSTANT;
    }

    @Override
    public boolean isSymmetric() {
        return is(Property.SYMMETRIC) || is(Property.POSITIVE_DEFINITE) || is(Property.DIAGONAL);
    }

    @Override
    public List<Expression> operands() {
        return List.of();
    }

    @Override
    public Expression withOperands(List<Expression> operands) {
        return this;
    }

    @Override
    int compareHead(Expression other) {
        Symbol symbol = (Symbol) other;
        int byName = name.compareTo(symbol.name);
        if (byName != 0) {
            return byName;
        }
        int byRole = role.compareTo(symbol.role);
        if (byRole != 0) {
            return byRole;
        }
        int byShape = shape().equals(symbol.shape()) ? 0 : shape().toString().compareTo(symbol.shape().toString());
        return byShape != 0 || properties.equals(symbol.properties) ? byShape : Integer.compare(declared(), symbol.declared());
    }

    // What is declared is part of what a symbol is: equal ones must be symmetric, or sum to one, alike.
    private int declared() {
        int bits = 0;
        for (Property property : properties) {
            bits |= 1 << property.ordinal();
        }
        return bits;
    }
}
