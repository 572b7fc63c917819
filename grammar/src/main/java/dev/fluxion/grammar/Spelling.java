package dev.fluxion.grammar;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Which word is meant by a mistyped one. */
public final class Spelling {
    private Spelling() {}

    /** The hint for a mistyped name: the nearest known one, if it is near; else one that begins alike. */
    public static String nearest(String name, Collection<String> known) {
        String best = null;
        // Of two letters none may be another: ab is abs, but tg is not tr. A single one is a name of its own, of which only the case may be wrong.
        int least = name.length() == 1 ? 1 : Math.max(1, name.length() / 3) + 1;
        for (String candidate : known.stream().sorted().toList()) {
            if (name.length() == 2 && candidate.length() < 3 && !name.equalsIgnoreCase(candidate)) {
                continue;
            }
            int distance = distance(name.toLowerCase(Locale.ROOT), candidate.toLowerCase(Locale.ROOT));
            if (distance < least || distance == least && best != null && commonStart(name, candidate) > commonStart(name, best)) {
                least = distance;
                best = candidate;
            }
        }
        best = best == null ? alike(name, known) : best;
        return best == null ? "" : "did you mean " + best + "?";
    }

    // One is the beginning of the other, as with cosinus, or most of the shorter one is common, as with integral.
    private static String alike(String name, Collection<String> known) {
        Comparator<String> order = Comparator.comparingInt((String candidate) -> commonStart(name, candidate)).reversed()
                .thenComparingInt(String::length).thenComparing(Comparator.naturalOrder());
        return known.stream().filter(candidate -> {
            int common = commonStart(name, candidate);
            int shorter = Math.min(name.length(), candidate.length());
            return common >= 3 && (common == shorter || common >= 5 && 4 * common >= 3 * shorter);
        }).min(order).orElse(null);
    }

    // Of names that are equally far, the one that begins alike is meant more often: sin, and not sign, by sinn.
    private static int commonStart(String a, String b) {
        int length = 0;
        while (length < Math.min(a.length(), b.length()) && a.charAt(length) == b.charAt(length)) {
            length++;
        }
        return length;
    }

    // Edit distance of Levenshtein, where two letters exchanged are one mistake.
    private static int distance(String a, String b) {
        int[] earlier = new int[b.length() + 1];
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] current = new int[b.length() + 1];
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(change, Math.min(previous[j], current[j - 1]) + 1);
                boolean exchanged = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
                current[j] = exchanged ? Math.min(current[j], earlier[j - 2] + 1) : current[j];
            }
            earlier = previous;
            previous = current;
        }
        return previous[b.length()];
    }
}
