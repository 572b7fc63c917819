package dev.fluxion.symbolic.polynomial;

import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * The ways to choose some of the numbers from 0 up, in lexicographic order.
 *
 * <p>Source: D. E. Knuth, The Art of Computer Programming, volume 4A (2011), §7.2.1.3.
 */
final class Subsets implements Iterator<int[]> {
    private final int of;
    private final int[] chosen;
    private boolean more;

    Subsets(int count, int of) {
        this.of = of;
        this.chosen = new int[count];
        Arrays.setAll(chosen, i -> i);
        this.more = count <= of;
    }

    @Override
    public boolean hasNext() {
        return more;
    }

    @Override
    public int[] next() {
        if (!more) {
            throw new NoSuchElementException();
        }
        int[] result = chosen.clone();
        int i = chosen.length - 1;
        while (i >= 0 && chosen[i] == of - chosen.length + i) {
            i--;
        }
        more = i >= 0;
        for (int j = i; more && j < chosen.length; j++) {
            chosen[j] = j == i ? chosen[j] + 1 : chosen[j - 1] + 1;
        }
        return result;
    }
}
