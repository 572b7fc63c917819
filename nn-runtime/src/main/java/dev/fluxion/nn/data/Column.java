package dev.fluxion.nn.data;

import java.util.List;

/** A named column of a table. */
public sealed interface Column {
    /** Its name, one that the language can write. */
    String name();

    /** The number of rows. */
    int rows();

    /**
     * A column of numbers; shared and not copied.
     *
     * @param values one for each row; finite or not
     */
    record Numbers(String name, double[] values) implements Column {
        @Override
        public int rows() {
            return values.length;
        }
    }

    /**
     * A column of words, each row the position of its word among the distinct ones, counted from 1.
     *
     * @param words the distinct words, in alphabetical order
     * @param labels for each row the word's position
     */
    record Words(String name, List<String> words, int[] labels) implements Column {
        /** Copies the words. */
        public Words {
            words = List.copyOf(words);
        }

        @Override
        public int rows() {
            return labels.length;
        }
    }
}
