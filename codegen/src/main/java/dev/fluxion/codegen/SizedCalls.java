package dev.fluxion.codegen;

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
}
