package dev.fluxion.symbolic;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Different expressions in the order in which they came. They are found one by one while they are few, by hash when they are many. */
final class Places {
    private static final int INDEX_FROM = 12;

    private final List<Expression> all;
    private Map<Expression, Integer> index; // made when there are many

    Places(int expected) {
        all = new ArrayList<>(expected);
    }

    /** The place of an expression; −1 if it has none. */
    int find(Expression expression) {
        if (index == null && all.size() < INDEX_FROM) {
            for (int i = 0; i < all.size(); i++) {
                if (all.get(i).equals(expression)) {
                    return i;
                }
            }
            return -1;
        }
        if (index == null) {
            index = new HashMap<>();
            for (int i = 0; i < all.size(); i++) {
                index.put(all.get(i), i);
            }
        }
        return index.getOrDefault(expression, -1);
    }

    /** Gives the next place to an expression that has none. */
    void add(Expression expression) {
        if (index != null) {
            index.put(expression, all.size());
        }
        all.add(expression);
    }

    Expression get(int place) {
        return all.get(place);
    }

    int size() {
        return all.size();
    }
}
