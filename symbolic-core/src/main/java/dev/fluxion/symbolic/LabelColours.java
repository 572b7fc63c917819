package dev.fluxion.symbolic;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * Tells the labels of a product apart by how they occur, whatever their numbers: labels of one colour occur in the same factors at the same places
 * beside labels of the same colours. Colours are refined until nothing changes; then one of those that are still alike is set apart, and so on. Each
 * of them is tried, but for those that an exchange of two labels makes the same as one before, and the colouring in which the product reads smallest is
 * taken: labels alike to the refinement need not be exchangeable.
 *
 * <p>Source: colour refinement (B. Weisfeiler, A. Leman 1968) with individualisation, B. D. McKay, Practical Graph Isomorphism (1981).
 */
final class LabelColours {
    /** A factor as the colouring sees it: a class of equal expressions. */
    record Occurrence(int kind, boolean symmetric, List<Integer> labels) {}

    private final List<Occurrence> factors;
    private Map<Integer, Integer> colours = new HashMap<>();

    private LabelColours(List<Occurrence> factors, Map<Integer, Integer> axes) {
        this.factors = factors;
        factors.forEach(factor -> factor.labels.forEach(label -> colours.put(label, axes.getOrDefault(label, Integer.MAX_VALUE))));
    }

    /** A number for each label; those of axes come first, as they are given. */
    static Map<Integer, Integer> of(List<Occurrence> factors, Map<Integer, Integer> axes) {
        LabelColours colouring = new LabelColours(factors, axes);
        colouring.refine();
        if (!colouring.isDiscrete()) {
            colouring.tellApart(Budget.current());
        }
        return colouring.colours;
    }

    private boolean isDiscrete() {
        return new TreeSet<>(colours.values()).size() == colours.size();
    }

    // Depth first, on a stack of its own: of all discrete colourings that are reached the smallest reading is kept.
    private void tellApart(Budget budget) {
        Map<Integer, Integer> best = null;
        List<String> smallest = List.of();
        Deque<Map<Integer, Integer>> open = new ArrayDeque<>(List.of(colours));
        while (!open.isEmpty()) {
            budget.tick(1 + factors.size());
            colours = open.pop();
            refine();
            if (!isDiscrete()) {
                apart().forEach(open::push);
                continue;
            }
            List<String> reading = reading();
            if (best == null || COMPARE.compare(reading, smallest) < 0) {
                best = colours;
                smallest = reading;
            }
        }
        colours = best;
    }

    // The factors as they read with the colours in the place of the labels.
    private List<String> reading() {
        return reading(label -> colours.get(label));
    }

    private List<String> reading(UnaryOperator<Integer> names) {
        return factors.stream().map(factor -> {
            List<Integer> labels = factor.labels.stream().map(names).toList();
            return factor.kind + ":" + (factor.symmetric ? labels.stream().sorted().toList() : labels);
        }).sorted().toList();
    }

    private static final Comparator<List<String>> COMPARE = (a, b) -> Arrays.compare(a.toArray(String[]::new), b.toArray(String[]::new));

    private void refine() {
        int before = 0;
        int now = new TreeSet<>(colours.values()).size();
        do {
            before = now;
            recolour();
            now = new TreeSet<>(colours.values()).size();
        } while (now > before);
    }

    private void recolour() {
        Map<Integer, List<String>> seen = new HashMap<>();
        for (Occurrence factor : factors) {
            List<Integer> around = factor.labels.stream().map(colours::get).toList();
            String place = factor.kind + ":" + (factor.symmetric ? around.stream().sorted().toList() : around);
            for (int axis = 0; axis < around.size(); axis++) {
                seen.computeIfAbsent(factor.labels.get(axis), label -> new ArrayList<>()).add((factor.symmetric ? 0 : axis) + "/" + place);
            }
        }
        Map<Key, List<Integer>> classes = new TreeMap<>(Comparator.comparingInt(Key::colour).thenComparing(Key::places));
        seen.forEach((label, places) -> classes.computeIfAbsent(new Key(colours.get(label), places.stream().sorted().toList().toString()),
                key -> new ArrayList<>()).add(label));
        Map<Integer, Integer> next = new HashMap<>();
        int colour = 0;
        for (List<Integer> alike : classes.values()) {
            for (int label : alike) {
                next.put(label, colour);
            }
            colour++;
        }
        colours = next;
    }

    private record Key(int colour, String places) {}

    // The colourings in which one of the first labels that are alike stands before the others.
    private List<Map<Integer, Integer>> apart() {
        Map<Integer, List<Integer>> classes = new TreeMap<>();
        colours.forEach((label, colour) -> classes.computeIfAbsent(colour, key -> new ArrayList<>()).add(label));
        List<Integer> alike = classes.values().stream().filter(labels -> labels.size() > 1).findFirst().orElseThrow();
        List<String> unchanged = reading(label -> label);
        List<Integer> tried = new ArrayList<>();
        for (int label : alike) {
            if (tried.stream().noneMatch(other -> reading(each -> each == label ? other : each.equals(other) ? label : each).equals(unchanged))) {
                tried.add(label);
            }
        }
        return tried.stream().map(first -> {
            Map<Integer, Integer> next = new HashMap<>();
            colours.forEach((label, colour) -> next.put(label, 2 * colour + (alike.contains(label) && !label.equals(first) ? 1 : 0)));
            return next;
        }).toList();
    }
}
