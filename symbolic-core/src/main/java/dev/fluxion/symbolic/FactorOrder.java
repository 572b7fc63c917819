package dev.fluxion.symbolic;

import dev.fluxion.symbolic.ProductBuilder.Factor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The canonical order of the factors of a product, and the numbers of their labels. */
final class FactorOrder {
    private FactorOrder() {}

    /** The factors in order; labels that are no axes of the result are numbered behind those that are. */
    static List<Factor> of(List<Factor> factors, Map<Integer, Integer> number) {
        List<Factor> ordered = ordered(factors, number);
        number(ordered, number);
        return ordered;
    }

    /** The axes of a symmetric matrix may be exchanged. */
    static Factor sorted(Factor factor) {
        return factor.expression().isSymmetric() ? new Factor(factor.expression(), factor.labels().stream().sorted().toList()) : factor;
    }

    // Structural order first; equal factors by their labels, which are told apart by where they occur.
    private static List<Factor> ordered(List<Factor> factors, Map<Integer, Integer> axisNumber) {
        List<Factor> ordered = new ArrayList<>(factors);
        Comparator<Factor> byStructure = Comparator.comparing(Factor::expression, Structure.ORDER);
        ordered.sort(byStructure);
        if (!isAmbiguous(ordered)) {
            return ordered;
        }
        List<LabelColours.Occurrence> occurrences = new ArrayList<>();
        int kind = 0;
        for (int i = 0; i < ordered.size(); i++) {
            kind += i > 0 && !ordered.get(i).expression().equals(ordered.get(i - 1).expression()) ? 1 : 0;
            occurrences.add(new LabelColours.Occurrence(kind, ordered.get(i).expression().isSymmetric(), ordered.get(i).labels()));
        }
        Map<Integer, Integer> colours = LabelColours.of(occurrences, axisNumber);
        ordered.sort(byStructure.thenComparing(factor -> key(factor, colours), Arrays::compare));
        numberInOrder(colours, axisNumber);
        return ordered;
    }

    // Whether the order of expressions leaves something open: equal ones, or axes that may be exchanged.
    private static boolean isAmbiguous(List<Factor> ordered) {
        for (int i = 0; i < ordered.size(); i++) {
            boolean tensor = !ordered.get(i).labels().isEmpty();
            if (tensor && (ordered.get(i).expression().isSymmetric() || i > 0 && ordered.get(i).expression().equals(ordered.get(i - 1).expression()))) {
                return true;
            }
        }
        return false;
    }

    private static void numberInOrder(Map<Integer, Integer> colours, Map<Integer, Integer> number) {
        colours.entrySet().stream().sorted(Map.Entry.comparingByValue()).forEach(entry -> number.putIfAbsent(entry.getKey(), number.size()));
    }

    // Symmetric factors last, as the order of their axes says nothing.
    private static void number(List<Factor> ordered, Map<Integer, Integer> number) {
        for (boolean symmetric : new boolean[] {false, true}) {
            for (Factor factor : ordered) {
                if (factor.expression().isSymmetric() == symmetric) {
                    factor.labels().forEach(label -> number.putIfAbsent(label, number.size()));
                }
            }
        }
    }

    private static int[] key(Factor factor, Map<Integer, Integer> number) {
        int[] key = factor.labels().stream().mapToInt(label -> Objects.requireNonNullElse(number.get(label), Integer.MAX_VALUE)).toArray();
        if (factor.expression().isSymmetric()) {
            Arrays.sort(key);
        }
        return key;
    }
}
