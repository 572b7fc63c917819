package dev.fluxion.grammar;

import java.util.ArrayList;
import java.util.List;

/** Takes {@code d^2/dx^2} and {@code ∂²/∂x∂y} apart. */
final class LeibnizSigns {
    private static final int HIGHEST = 1_000; // no one writes more; bounds the list
    private static final String SUPERSCRIPTS = "²³⁴⁵⁶⁷⁸⁹";

    private LeibnizSigns() {}

    /** One variable per order of differentiation; none where the orders above and below differ. */
    static List<String> variables(String operator) {
        List<String> variables = new ArrayList<>();
        for (String part : operator.substring(operator.indexOf('/') + 2).split("∂")) {
            add(part, variables);
        }
        return order(operator.substring(1, operator.indexOf('/'))) == variables.size() ? variables : List.of();
    }

    private static void add(String part, List<String> variables) {
        int power = part.indexOf('^');
        int end = power >= 0 ? power : part.length();
        while (power < 0 && end > 0 && SUPERSCRIPTS.indexOf(part.charAt(end - 1)) >= 0) {
            end--;
        }
        int times = order(part.substring(end));
        for (int i = 0; i < times; i++) {
            variables.add(Characters.name(part.substring(0, end)));
        }
    }

    private static int order(String text) {
        String digits = text.startsWith("^") ? text.substring(1) : text.isEmpty() ? "1" : Characters.number(text);
        return digits.length() > 3 ? HIGHEST : Integer.parseInt(digits);
    }
}
