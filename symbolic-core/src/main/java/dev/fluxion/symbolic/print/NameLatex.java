package dev.fluxion.symbolic.print;

import java.util.Set;

/** Names as LaTeX: Greek letters, subscripts, bold for tensors, upright for words. */
final class NameLatex {
    private static final Set<String> GREEK = Set.of("alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa", "lambda",
            "mu", "nu", "xi", "pi", "rho", "sigma", "tau", "upsilon", "phi", "chi", "psi", "omega", "Gamma", "Delta", "Theta", "Lambda", "Xi", "Pi",
            "Sigma", "Upsilon", "Phi", "Psi", "Omega");

    private static final Set<String> ACCENTS = Set.of("bar", "dot");

    private NameLatex() {}

    /** A name; a number behind it, or what follows {@code _}, is its subscript; {@code x_bar} and {@code x_dot} have accents. */
    static String of(String name, boolean bold) {
        for (String accent : ACCENTS) {
            if (name.length() > accent.length() + 1 && name.endsWith("_" + accent)) {
                return "\\" + accent + "{" + of(name.substring(0, name.length() - accent.length() - 1), bold) + "}";
            }
        }
        int end = name.indexOf('_', 1);
        String head = end > 0 ? name.substring(0, end) : name;
        String index = end > 0 ? name.substring(end + 1) : "";
        if (index.isEmpty()) {
            int digits = head.length();
            while (digits > 1 && Character.isDigit(head.charAt(digits - 1))) {
                digits--;
            }
            index = head.substring(digits);
            head = head.substring(0, digits);
        }
        String letters = letters(head, bold);
        return index.isEmpty() ? letters : letters + "_{" + (index.chars().allMatch(Character::isDigit) ? index : letters(index, false)) + "}";
    }

    /** The name of something of which an entry follows as subscript: its own index goes up in brackets. */
    static String entry(String name) {
        String plain = of(name, false);
        int index = plain.lastIndexOf("_{");
        return index < 0 ? plain : plain.substring(0, index) + "^{(" + plain.substring(index + 2, plain.length() - 1) + ")}";
    }

    private static String letters(String head, boolean bold) {
        if (GREEK.contains(head)) {
            return bold ? "\\boldsymbol{\\" + head + "}" : "\\" + head;
        }
        if (head.equals("inf")) {
            return "\\infty";
        }
        String safe = escaped(head);
        if (bold) {
            return "\\mathbf{" + safe + "}";
        }
        return head.length() == 1 ? safe : "\\mathrm{" + safe + "}";
    }

    /** Text in which no character has a meaning for LaTeX. */
    static String escaped(String text) {
        return text.replace("\\", "\\backslash ").replaceAll("([{}$&#%_^])", "\\\\$1").replace("\\^", "\\hat{}").replace("\n", " ");
    }
}
