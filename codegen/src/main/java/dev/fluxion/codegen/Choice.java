package dev.fluxion.codegen;

import dev.fluxion.symbolic.Condition.Relation;
import java.util.Locale;

/**
 * Choices between numbers, called from emitted code. Calls keep that code free of jumps, and so of stack maps, which would grow with the
 * product of choices and local variables; the virtual machine inlines them.
 *
 * <p>Source: by definition: comparisons of IEEE 754-2019.
 */
final class Choice {
    private Choice() {}

    /** The method for a relation. */
    static String methodName(Relation relation) {
        String[] words = relation.name().toLowerCase(Locale.ROOT).split("_");
        StringBuilder name = new StringBuilder(words[0]);
        for (int i = 1; i < words.length; i++) {
            name.append(Character.toUpperCase(words[i].charAt(0))).append(words[i], 1, words[i].length());
        }
        return name.toString();
    }

    /** {@code then} where equal. */
    static double equal(double left, double right, double then, double otherwise) {
        return left == right ? then : otherwise;
    }

    /** {@code then} where not equal or NaN. */
    static double notEqual(double left, double right, double then, double otherwise) {
        return left != right ? then : otherwise;
    }

    /** {@code then} where less. */
    static double less(double left, double right, double then, double otherwise) {
        return left < right ? then : otherwise;
    }

    /** {@code then} where less or equal. */
    static double lessEqual(double left, double right, double then, double otherwise) {
        return left <= right ? then : otherwise;
    }

    /** {@code then} where greater. */
    static double greater(double left, double right, double then, double otherwise) {
        return left > right ? then : otherwise;
    }

    /** {@code then} where greater or equal. */
    static double greaterEqual(double left, double right, double then, double otherwise) {
        return left >= right ? then : otherwise;
    }

    /** {@code then} where equal. */
    static float equal(float left, float right, float then, float otherwise) {
        return left == right ? then : otherwise;
    }

    /** {@code then} where not equal or NaN. */
    static float notEqual(float left, float right, float then, float otherwise) {
        return left != right ? then : otherwise;
    }

    /** {@code then} where less. */
    static float less(float left, float right, float then, float otherwise) {
        return left < right ? then : otherwise;
    }

    /** {@code then} where less or equal. */
    static float lessEqual(float left, float right, float then, float otherwise) {
        return left <= right ? then : otherwise;
    }

    /** {@code then} where greater. */
    static float greater(float left, float right, float then, float otherwise) {
        return left > right ? then : otherwise;
    }

    /** {@code then} where greater or equal. */
    static float greaterEqual(float left, float right, float then, float otherwise) {
        return left >= right ? then : otherwise;
    }
}
