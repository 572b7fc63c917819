package dev.fluxion.symbolic;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** A statement about values that is true or false: comparisons and their combinations. On tensors it holds entry by entry. */
public sealed interface Condition {
    /** Always true. */
    Condition TRUE = new Truth(true);
    /** Never true. */
    Condition FALSE = new Truth(false);

    /** The ways to compare. */
    enum Relation {
        EQUAL("=="), NOT_EQUAL("!="), LESS("<"), LESS_EQUAL("<="), GREATER(">"), GREATER_EQUAL(">=");

        private final String text;

        Relation(String text) {
            this.text = text;
        }

        /** As it is written. */
        public String text() {
            return text;
        }

        /** The relation that holds exactly where this one does not, NaN aside. */
        public Relation negated() {
            return switch (this) {
                case EQUAL -> NOT_EQUAL;
                case NOT_EQUAL -> EQUAL;
                case LESS -> GREATER_EQUAL;
                case LESS_EQUAL -> GREATER;
                case GREATER -> LESS_EQUAL;
                case GREATER_EQUAL -> LESS;
            };
        }

        /** The relation of the right side to the left one. */
        public Relation mirrored() {
            return switch (this) {
                case EQUAL, NOT_EQUAL -> this;
                case LESS -> GREATER;
                case LESS_EQUAL -> GREATER_EQUAL;
                case GREATER -> LESS;
                case GREATER_EQUAL -> LESS_EQUAL;
            };
        }

        /** Whether it holds for the sign of a difference. */
        public boolean holds(double left, double right) {
            return switch (this) {
                case EQUAL -> left == right;
                case NOT_EQUAL -> left != right;
                case LESS -> left < right;
                case LESS_EQUAL -> left <= right;
                case GREATER -> left > right;
                case GREATER_EQUAL -> left >= right;
            };
        }
    }

    /** {@code left relation right}; also an equation. */
    record Comparison(Relation relation, Expression left, Expression right) implements Condition {}

    /** All hold. */
    record All(List<Condition> parts) implements Condition {
        /** Copies. */
        public All {
            parts = List.copyOf(parts);
        }
    }

    /** At least one holds. */
    record Any(List<Condition> parts) implements Condition {
        /** Copies. */
        public Any {
            parts = List.copyOf(parts);
        }
    }

    /** The part does not hold. */
    record Not(Condition part) implements Condition {}

    /** Decided. */
    record Truth(boolean value) implements Condition {}

    /** The compared expressions, from left to right. */
    default List<Expression> operands() {
        List<Expression> found = new ArrayList<>();
        collect(this, found);
        return found;
    }

    private static void collect(Condition condition, List<Expression> into) {
        switch (condition) {
            case Comparison c -> {
                into.add(c.left);
                into.add(c.right);
            }
            case All all -> all.parts.forEach(part -> collect(part, into));
            case Any any -> any.parts.forEach(part -> collect(part, into));
            case Not not -> collect(not.part, into);
            case Truth truth -> { }
        }
    }

    /**
     * The condition with every compared expression replaced; decided where both sides become numbers.
     *
     * @param change gives expressions whose shapes fit together
     */
    default Condition map(UnaryOperator<Expression> change) {
        return switch (this) {
            case Comparison c -> compare(c.relation, change.apply(c.left), change.apply(c.right));
            case All all -> all(all.parts.stream().map(part -> part.map(change)).toList());
            case Any any -> any(any.parts.stream().map(part -> part.map(change)).toList());
            case Not not -> not(not.part.map(change));
            case Truth truth -> truth;
        };
    }

    /**
     * A comparison, decided where both sides are exact numbers, or the same number. A scalar is compared with every entry of the other side; two tensors have one shape,
     * which is checked where the condition is used.
     */
    static Condition compare(Relation relation, Expression left, Expression right) {
        if (left instanceof Constant a && right instanceof Constant b && a.value().isExact() && b.value().isExact()) {
            return new Truth(relation.holds(a.value().compareTo(b.value()), 0));
        }
        return isSameNumber(left, right) ? new Truth(relation.holds(0, 0)) : new Comparison(relation, left, right);
    }

    private static boolean isSameNumber(Expression left, Expression right) {
        return left.isScalar() && left.isFixed() && left.equals(right) && !(left instanceof Constant) && !Infinite.isIn(left);
    }

    /** Conjunction, flattened and decided where possible; of nothing it is true. */
    static Condition all(List<Condition> parts) {
        List<Condition> rest = new ArrayList<>();
        for (Condition part : parts) {
            switch (part) {
                case Truth truth -> {
                    if (!truth.value) {
                        return FALSE;
                    }
                }
                case All all -> rest.addAll(all.parts);
                default -> rest.add(part);
            }
        }
        return rest.isEmpty() ? TRUE : rest.size() == 1 ? rest.getFirst() : new All(rest);
    }

    /** Disjunction, flattened and decided where possible; of nothing it is false. */
    static Condition any(List<Condition> parts) {
        List<Condition> rest = new ArrayList<>();
        for (Condition part : parts) {
            switch (part) {
                case Truth truth -> {
                    if (truth.value) {
                        return TRUE;
                    }
                }
                case Any any -> rest.addAll(any.parts);
                default -> rest.add(part);
            }
        }
        return rest.isEmpty() ? FALSE : rest.size() == 1 ? rest.getFirst() : new Any(rest);
    }

    /** Negation. */
    static Condition not(Condition part) {
        return switch (part) {
            case Truth truth -> new Truth(!truth.value);
            case Not not -> not.part;
            default -> new Not(part);
        };
    }
}
