package dev.fluxion.symbolic;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Equality and the total order of expressions, by structure alone, without recursion. */
public final class Structure {
    /** A total order that depends on structure only: never on creation, hash codes or identity. */
    public static final Comparator<Expression> ORDER = Structure::compare;

    private static final int REMEMBER_FROM = 64; // pairs visited before the visited ones are remembered
    private static final int SHALLOW = 4; // levels that are compared by recursion: no stack to allocate, and little can be shared

    private record Pair(Expression a, Expression b) {
        @Override
        public int hashCode() {
            return System.identityHashCode(a) * 31 + System.identityHashCode(b);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Pair pair && a == pair.a && b == pair.b;
        }
    }

    private Structure() {}

    static boolean equal(Expression first, Expression second) {
        if (!headsAgree(first, second)) {
            return false;
        }
        return compare(first, second) == 0;
    }

    private static boolean headsAgree(Expression a, Expression b) {
        return a.hashCode() == b.hashCode() && a.getClass() == b.getClass() && a.depth() == b.depth();
    }

    /** Whether two nodes are equal but for their operands. */
    static boolean sameHead(Expression a, Expression b) {
        return headsAgree(a, b) && a.operands().size() == b.operands().size() && a.compareHead(b) == 0;
    }

    /** Compares two expressions by structure. */
    public static int compare(Expression first, Expression second) {
        if (first == second) {
            return 0;
        }
        int difference = compareNode(first, second);
        if (difference != 0) {
            return difference;
        }
        if (first.depth() > SHALLOW) {
            return walk(first, second);
        }
        List<Expression> left = first.operands();
        List<Expression> right = second.operands();
        for (int i = 0; i < left.size(); i++) {
            difference = compare(left.get(i), right.get(i));
            if (difference != 0) {
                return difference;
            }
        }
        return 0;
    }

    // Depth first, leftmost difference decides. Shared pairs are met once, so that the walk is linear in distinct pairs.
    private static int walk(Expression first, Expression second) {
        Deque<Pair> pending = new ArrayDeque<>();
        Set<Pair> seen = null;
        pending.push(new Pair(first, second));
        int visited = 0;
        while (!pending.isEmpty()) {
            Pair pair = pending.pop();
            if (pair.a == pair.b) {
                continue;
            }
            if (++visited > REMEMBER_FROM) {
                seen = seen == null ? new HashSet<>() : seen;
                if (!seen.add(pair)) {
                    continue;
                }
            }
            int difference = compareNode(pair.a, pair.b);
            if (difference != 0) {
                return difference;
            }
            List<Expression> left = pair.a.operands();
            List<Expression> right = pair.b.operands();
            for (int i = left.size() - 1; i >= 0; i--) {
                pending.push(new Pair(left.get(i), right.get(i)));
            }
        }
        return 0;
    }

    private static int compareNode(Expression a, Expression b) {
        int byKind = Integer.compare(a.order(), b.order());
        if (byKind != 0) {
            return byKind;
        }
        int byDepth = Integer.compare(a.depth(), b.depth());
        if (byDepth != 0) {
            return byDepth;
        }
        int byHead = a.compareHead(b);
        return byHead != 0 ? byHead : Integer.compare(a.operands().size(), b.operands().size());
    }

    static int kind(Expression expression) {
        return switch (expression) {
            case Constant c -> 0;
            case Symbol s -> 1;
            case Power p -> 2;
            case Apply a -> 3;
            case Call c -> 4;
            case Product p -> 5;
            case Sum s -> 6;
            case Reduction r -> 7;
            case MatrixFunction m -> 8;
            case Piecewise p -> 9;
            case ArrayOf a -> 10;
            case Selection s -> 11;
            case Bound b -> 12;
            case Indicator i -> 13;
            case Fold f -> 14;
        };
    }
}
