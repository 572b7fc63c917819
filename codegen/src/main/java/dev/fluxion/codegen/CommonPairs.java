package dev.fluxion.codegen;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Pairs of factors that several products have become one factor, the most frequent pair first, until no pair occurs twice: the greedy extraction of
 * common cubes of Hosangadi, Fallah and Kastner, IEEE Transactions on Computer-Aided Design 25 (2006).
 */
final class CommonPairs {
    /** A pair of factors, the smaller first. */
    record Pair(int first, int second) {}

    private record Candidate(Pair pair, int count) {}

    private final List<List<Integer>> rows;
    private final int firstNew;
    private final List<Pair> made = new ArrayList<>();
    private final Map<Pair, TreeSet<Integer>> rowsOf = new HashMap<>();
    private final PriorityQueue<Candidate> waiting = new PriorityQueue<>(Comparator.comparingInt((Candidate each) -> -each.count)
            .thenComparingInt(each -> each.pair.first).thenComparingInt(each -> each.pair.second));

    /**
     * Works at once.
     *
     * @param products sorted factors of each
     * @param firstNew the number of the first factor that is made
     */
    CommonPairs(Collection<List<Integer>> products, int firstNew) {
        rows = new ArrayList<>(products);
        this.firstNew = firstNew;
        for (int row = 0; row < rows.size(); row++) {
            enter(row, pairs(rows.get(row)).keySet());
        }
        rowsOf.keySet().forEach(this::offer);
        while (!waiting.isEmpty()) {
            take(waiting.poll());
        }
    }

    /** The products, in the order given, with factors that were made. */
    List<List<Integer>> products() {
        return rows;
    }

    /** What the factors that were made are made of, by number from the first new one on. */
    List<Pair> made() {
        return made;
    }

    private void enter(int row, Collection<Pair> pairs) {
        pairs.forEach(pair -> rowsOf.computeIfAbsent(pair, first -> new TreeSet<>()).add(row));
    }

    private void offer(Pair pair) {
        int count = count(pair);
        if (count > 1) {
            waiting.add(new Candidate(pair, count));
        }
    }

    private int count(Pair pair) {
        return rowsOf.get(pair).stream().mapToInt(row -> times(rows.get(row), pair)).sum();
    }

    private static int times(List<Integer> row, Pair pair) {
        int first = occurrences(row, pair.first);
        return pair.first == pair.second ? first / 2 : Math.min(first, occurrences(row, pair.second));
    }

    private static int occurrences(List<Integer> row, int factor) {
        int count = 0;
        for (int each : row) {
            count += each == factor ? 1 : 0;
        }
        return count;
    }

    // How often each pair can be taken out of a row.
    private static Map<Pair, Integer> pairs(List<Integer> row) {
        Map<Pair, Integer> pairs = new TreeMap<>(Comparator.comparingInt(Pair::first).thenComparingInt(Pair::second));
        for (int i = 0; i < row.size(); i++) {
            for (int j = i + 1; j < row.size(); j++) {
                pairs.merge(new Pair(row.get(i), row.get(j)), 1, Integer::sum);
            }
        }
        return pairs;
    }

    // Counts only fall, as rows lose factors to pairs taken earlier.
    private void take(Candidate candidate) {
        int count = count(candidate.pair);
        if (count < candidate.count) {
            offer(candidate.pair);
            return;
        }
        int number = firstNew + made.size();
        made.add(candidate.pair);
        TreeSet<Pair> changed = new TreeSet<>(Comparator.comparingInt(Pair::first).thenComparingInt(Pair::second));
        for (int row : rowsOf.get(candidate.pair)) {
            if (times(rows.get(row), candidate.pair) > 0) {
                rows.set(row, replaced(rows.get(row), candidate.pair, number));
                List<Pair> fresh = pairs(rows.get(row)).keySet().stream().filter(pair -> pair.second == number).toList();
                enter(row, fresh);
                changed.addAll(fresh);
            }
        }
        changed.forEach(this::offer);
    }

    private static List<Integer> replaced(List<Integer> row, Pair pair, int number) {
        List<Integer> rest = new ArrayList<>(row);
        for (int times = times(row, pair); times > 0; times--) {
            rest.remove(Integer.valueOf(pair.first));
            rest.remove(Integer.valueOf(pair.second));
            rest.add(number); // the largest number yet, so that the row stays sorted
        }
        return List.copyOf(rest);
    }
}
