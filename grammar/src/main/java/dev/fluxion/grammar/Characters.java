package dev.fluxion.grammar;

import java.util.Map;

/** Greek letters, subscripts and superscripts in ASCII. */
final class Characters {
    private static final String LOWER = "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma sigma tau "
            + "upsilon phi chi psi omega";
    private static final String UPPER = "Alpha Beta Gamma Delta Epsilon Zeta Eta Theta Iota Kappa Lambda Mu Nu Xi Omicron Pi Rho - Sigma Tau "
            + "Upsilon Phi Chi Psi Omega";
    private static final String[] LOWER_NAMES = LOWER.split(" ");
    private static final String[] UPPER_NAMES = UPPER.split(" ");
    private static final Map<Character, String> VARIANTS = Map.of('ϑ', "theta", 'ϕ', "phi", 'ϖ', "pi", 'ϱ', "rho", 'ϵ', "epsilon");
    private static final String SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

    private Characters() {}

    /** The ASCII form of a name: {@code θ₀} is {@code theta_0}. */
    static String name(String written) {
        if (written.chars().allMatch(c -> c < 128)) {
            return written;
        }
        StringBuilder ascii = new StringBuilder();
        boolean subscript = false;
        for (char c : written.toCharArray()) {
            if (c >= '₀' && c <= '₉') {
                ascii.append(subscript ? "" : "_").append((char) ('0' + c - '₀'));
                subscript = true;
            } else {
                ascii.append(letter(c));
                subscript = false;
            }
        }
        return ascii.toString();
    }

    private static String letter(char c) {
        if (c >= 'α' && c <= 'ω') {
            return LOWER_NAMES[c - 'α'];
        }
        if (c >= 'Α' && c <= 'Ω') {
            return UPPER_NAMES[c - 'Α'];
        }
        return VARIANTS.getOrDefault(c, String.valueOf(c));
    }

    /** The number of superscript digits: {@code ⁻¹} is {@code -1}. */
    static String number(String superscripts) {
        StringBuilder digits = new StringBuilder();
        for (char c : superscripts.toCharArray()) {
            digits.append(c == '⁻' ? "-" : String.valueOf(SUPERSCRIPTS.indexOf(c)));
        }
        return digits.toString();
    }

    /** The place of half a surrogate pair, or −1. */
    static int brokenSurrogate(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!Character.isSurrogate(c)) {
                continue;
            }
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else {
                return i;
            }
        }
        return -1;
    }

    /** A character as a person can read it. */
    static String shown(int codePoint) {
        boolean visible = !Character.isISOControl(codePoint) && !Character.isSurrogate((char) codePoint) && Character.isDefined(codePoint);
        return visible ? "'" + Character.toString(codePoint) + "'" : "U+%04X".formatted(codePoint);
    }
}
