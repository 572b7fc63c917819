package dev.fluxion.symbolic.polynomial;

import dev.fluxion.grammar.Interruption;
import dev.fluxion.symbolic.number.Rational;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Collects like terms in an open-addressing table; coefficients are longs while the caller can promise that none overflows.
 *
 * <p>Source: open addressing, D. E. Knuth, The Art of Computer Programming, volume 3 (2nd ed., 1998), §6.4.
 */
final class TermTable {
    private static final int RUN = 1 << 17; // sorted in a few milliseconds

    private final int variables;
    private final int words;
    private final boolean small;
    private long[] keys;
    private long[] longs;
    private Rational[] rationals;
    private boolean[] used;
    private int size;

    TermTable(int variables, int expected, boolean small) {
        this.variables = variables;
        this.words = Monomials.words(variables);
        this.small = small;
        allocate(Integer.highestOneBit(Math.max(8, expected)) * 4);
    }

    private void allocate(int capacity) {
        keys = new long[capacity * words];
        used = new boolean[capacity];
        if (small) {
            longs = new long[capacity];
        } else {
            rationals = new Rational[capacity];
        }
    }

    /** Adds a term whose monomial is the product of two. */
    void add(long[] a, int offsetA, long[] b, int offsetB, long coefficient) {
        int slot = slot(a, offsetA, b, offsetB); // first: it may replace the arrays
        longs[slot] += coefficient;
    }

    /** Adds a term whose monomial is the product of two. */
    void add(long[] a, int offsetA, long[] b, int offsetB, Rational coefficient) {
        int slot = slot(a, offsetA, b, offsetB);
        rationals[slot] = rationals[slot] == null ? coefficient : rationals[slot].plus(coefficient);
    }

    int size() {
        return size;
    }

    private int slot(long[] a, int offsetA, long[] b, int offsetB) {
        if (size * 2 > used.length) {
            grow();
        }
        int mask = used.length - 1;
        long hash = 0;
        for (int w = 0; w < words; w++) {
            hash = hash * 0x9E3779B97F4A7C15L + a[offsetA + w] + b[offsetB + w];
        }
        hash *= 0x9E3779B97F4A7C15L;
        for (int slot = (int) (hash >>> 33) & mask;; slot = slot + 1 & mask) {
            if (!used[slot]) {
                used[slot] = true;
                size++;
                for (int w = 0; w < words; w++) {
                    keys[slot * words + w] = a[offsetA + w] + b[offsetB + w];
                }
                return slot;
            }
            if (same(slot, a, offsetA, b, offsetB)) {
                return slot;
            }
        }
    }

    private boolean same(int slot, long[] a, int offsetA, long[] b, int offsetB) {
        for (int w = 0; w < words; w++) {
            if (keys[slot * words + w] != a[offsetA + w] + b[offsetB + w]) {
                return false;
            }
        }
        return true;
    }

    private void grow() {
        long[] oldKeys = keys;
        long[] oldLongs = longs;
        Rational[] oldRationals = rationals;
        boolean[] oldUsed = used;
        long[] one = new long[words];
        allocate(oldUsed.length * 2);
        size = 0;
        for (int i = 0; i < oldUsed.length; i++) {
            Interruption.check(i);
            if (oldUsed[i] && small) {
                add(oldKeys, i * words, one, 0, oldLongs[i]);
            } else if (oldUsed[i]) {
                add(oldKeys, i * words, one, 0, oldRationals[i]);
            }
        }
    }

    /** The polynomial of what was added. */
    Polynomial polynomial() {
        if (size * 2 > used.length) {
            grow(); // look-ups below must not move anything
        }
        int[] slots = IntStream.range(0, used.length).filter(this::isPresent).toArray();
        slots = words == 1 ? sortedByWord(slots) : sorted(slots);
        long[] exponents = new long[slots.length * words];
        Rational[] coefficients = new Rational[slots.length];
        for (int i = 0; i < slots.length; i++) {
            System.arraycopy(keys, slots[i] * words, exponents, i * words, words);
            coefficients[i] = small ? Rational.of(longs[slots[i]]) : rationals[slots[i]];
        }
        return new Polynomial(variables, exponents, coefficients);
    }

    private boolean isPresent(int slot) {
        return used[slot] && (small ? longs[slot] != 0 : rationals[slot].signum() != 0);
    }

    // Primitive sort of the words, then one look-up for each: several times faster than sorting boxed indices.
    private int[] sortedByWord(int[] slots) {
        long[] words = Arrays.stream(slots).mapToLong(slot -> keys[slot]).toArray();
        words = ascending(words);
        long[] zero = {0};
        int[] order = new int[slots.length];
        for (int i = 0; i < words.length; i++) {
            Interruption.check(i);
            order[words.length - 1 - i] = slot(words, i, zero, 0);
        }
        return order;
    }

    // Run by run, and merged, as the sort of millions could not be interrupted.
    private static long[] ascending(long[] words) {
        for (int from = 0; from < words.length; from += RUN) {
            Interruption.check(0);
            Arrays.sort(words, from, Math.min(from + RUN, words.length));
        }
        long[] sorted = words;
        for (int width = RUN; width < words.length; width *= 2) {
            sorted = mergedInPairs(sorted, width);
        }
        return sorted;
    }

    private static long[] mergedInPairs(long[] runs, int width) {
        long[] merged = new long[runs.length];
        for (int from = 0; from < runs.length; from += 2 * width) {
            int middle = Math.min(from + width, runs.length);
            int end = Math.min(middle + width, runs.length);
            int left = from;
            int right = middle;
            for (int at = from; at < end; at++) {
                Interruption.check(at);
                merged[at] = right == end || left < middle && runs[left] <= runs[right] ? runs[left++] : runs[right++];
            }
        }
        return merged;
    }

    private int[] sorted(int[] slots) {
        long[] comparisons = {0};
        return Arrays.stream(slots).boxed().sorted((a, b) -> {
            Interruption.check(++comparisons[0]);
            return Monomials.compare(keys, b * words, keys, a * words, words);
        }).mapToInt(Integer::intValue).toArray();
    }
}
