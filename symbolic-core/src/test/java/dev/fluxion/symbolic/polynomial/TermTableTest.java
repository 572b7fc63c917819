package dev.fluxion.symbolic.polynomial;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TermTableTest {
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 1 << 17, (1 << 17) + 1, 300_000, 3 << 17})
    void termsComeInOrderHoweverManyThereAre(int terms) {
        TermTable table = new TermTable(3, 8, true);
        Random random = new Random(terms);
        TreeSet<Long> words = new TreeSet<>();
        while (words.size() < terms) {
            long[] word = Monomials.packed(new int[] {random.nextInt(1_000), random.nextInt(1_000), random.nextInt(1_000)});
            if (words.add(word[0])) {
                table.add(word, 0, new long[1], 0, word[0] % 1_000 + 1);
            }
        }
        Polynomial polynomial = table.polynomial();
        assertEquals(terms, polynomial.size());
        int term = 0;
        for (long word : words.descendingSet()) {
            assertEquals(word % 1_000 + 1, polynomial.coefficient(term).numerator().longValueExact());
            for (int v = 0; v < 3; v++) {
                assertEquals(Monomials.exponent(new long[] {word}, 0, v), polynomial.exponent(term, v));
            }
            term++;
        }
    }
}
