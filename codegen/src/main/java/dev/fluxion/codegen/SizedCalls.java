package dev.fluxion.codegen;

import java.util.Arrays;

/** What a class of a formula of tensors does at the beginning and at the end of a call; these methods are copied into classes that stand alone. */
final class SizedCalls {
    private SizedCalls() {}

    /** A number of entries along an axis, or of a tensor. */
    static int length(long value, String size) {
        if (value < 0) {
            throw new IllegalArgumentException("size " + size + " is " + value);
        }
        return whole(value, size);
    }

    /** A number that positions are computed with. */
    static int whole(long value, String size) {
        if (value != (int) value) {
            throw new IllegalArgumentException("size " + size + " is " + value + ", more than an array has entries");
        }
        return (int) value;
    }

    /** The size that the length of a vector tells. */
    static int told(double[] vector, String name) {
        return required(vector, name).length;
    }

    /** An argument that has as many entries as its sizes say. */
    static double[] given(double[] array, int entries, String name, String shape, int[] sizes, String names) {
        if (required(array, name).length != entries) {
            throw new IllegalArgumentException(name + " has " + array.length + (array.length == 1 ? " entry, but " : " entries, but ") + shape + values(sizes, names)
                    + " takes " + entries);
        }
        return array;
    }

    /** Requires that an array has room for a result. */
    static void room(double[] array, int entries, String name, String shape, int[] sizes, String names) {
        if (required(array, name).length < entries) {
            throw new IllegalArgumentException("the array for " + name + " has room for " + array.length + ", but " + shape + values(sizes, names) + " takes " + entries);
        }
    }

    private static double[] required(double[] array, String name) {
        if (array == null) {
            throw new NullPointerException(name + " is null");
        }
        return array;
    }

    // The first of the sizes have names.
    private static String values(int[] sizes, String names) {
        if (names.isEmpty()) {
            return "";
        }
        String[] each = names.split(" ");
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < each.length; i++) {
            text.append(i == 0 ? " with " : ", ").append(each[i]).append(" = ").append(sizes[i]);
        }
        return text.toString();
    }

    /** Hands a result over. */
    static void store(double[] result, double[] array) {
        System.arraycopy(result, 0, array, 0, result.length);
    }

    /** Room for what later passes of a fold find of earlier ones: for each tensor what it was before each step. */
    static double[][][] before(int tensors, int rounds) {
        return new double[tensors][Math.max(0, rounds)][];
    }

    /**
     * The tensors with which a step of a fold begins: those of earlier passes as they were before theirs, the index, and all others as they are.
     *
     * @param own of all passes, the index, and what stays the same
     * @param from the first tensor that this pass carries; {@code to} is the first one behind those
     * @param arrays how many the step makes beside these, in all
     */
    static double[][] begin(double[][] own, double[][][] before, int step, int from, int to, int index, double first, int arrays) {
        for (int tensor = 0; tensor < from; tensor++) {
            own[tensor] = before[tensor][step];
        }
        for (int tensor = from; tensor < Math.min(to, before.length); tensor++) {
            before[tensor][step] = own[tensor];
        }
        own[index] = new double[] {first + step};
        return Arrays.copyOf(own, arrays);
    }

    /** What a fold ends in: no numbers where an end of its range is no whole number. It may be an argument that has not changed. */
    static double[] ended(double[] tensor, int rounds) {
        double[] result = tensor.clone();
        if (rounds < 0) {
            Arrays.fill(result, Double.NaN);
        }
        return result;
    }
}
