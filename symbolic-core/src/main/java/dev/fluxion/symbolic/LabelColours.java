package dev.fluxion.symbolic;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Tells the labels of a product apart by how they occur, whatever their numbers: labels of one colour occur in the same factors at the same places
 * beside labels of the same colours. Colours are refined until nothing changes; then one of those that are still alike is set apart, and so on. (For
 * labels that an exchange leaves in place it does not matter which one.)
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
        while (new TreeSet<>(colouring.colours.values()).size() < colouring.colours.size()) {
            colouring.setOneApart();
            colouring.refine();
        }
        return colouring.colours;
    }

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

    private void setOneApart() {
        Map<Integer, List<Integer>> classes = new TreeMap<>();
        colours.forEach((label, colour) -> classes.computeIfAbsent(colour, key -> new ArrayList<>()).add(label));
        List<Integer> alike = classes.values().stream().filter(labels -> labels.size() > 1).findFirst().orElseThrow();
        Map<Integer, Integer> next = new HashMap<>();
        int apart = alike.stream().min(Comparator.naturalOrder()).orElseThrow();
        colours.forEach((label, colour) -> next.put(label, 2 * colour + (alike.contains(label) && label != apart ? 1 : 0)));
        colours = next;
    }
}
