package dev.fluxion.symbolic.print;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.DoubleSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The value of typeset formulas as a careful reader takes them, and a complaint where two readings are possible. Sums, products and quotients are
 * meant; every other construction is a function of its parts with no law of its own, see {@link Mixing}.
 */
final class LatexReading {
    private static final Pattern TOKENS = Pattern.compile("\\\\(?:left|right)\\s*(?:\\\\[A-Za-z]+|\\\\[{}|]|.)|\\\\(?:text|mathrm|operatorname|mathbf)\\{[^{}]*}|"
            + "\\\\begin\\{array}\\{[^@]*@\\{\\\\quad}l}|\\\\(?:begin|end)\\{[a-z]+}|\\\\[A-Za-z]+|\\\\\\\\|\\\\[,;]|\\d+(?:\\.\\d+)?|\\S");
    private static final Set<String> FUNCTIONS = Set.of("f", "g", "\\sin", "\\ln", "\\exp", "\\arctan");
    private static final Set<String> RELATIONS = Set.of("=", "<", ">", "\\leq", "\\geq", "\\neq");
    private static final Set<String> ENDS = Set.of("}", ")", "\\right)", "\\right|", "\\right]", "\\right.", "&", "\\\\", ",", "", "\\end{array}", "\\,d");
    private static final Set<String> EACH = Set.of("\\odot", "\\oslash");

    private final List<String> tokens = new ArrayList<>();
    private int at;

    private LatexReading(String latex) {
        Matcher matcher = TOKENS.matcher(latex.replace("\\,\\mathrm{d}", "\\D "));
        while (matcher.find()) {
            tokens.add(matcher.group().replaceAll("^(\\\\left|\\\\right)\\s*", "$1"));
        }
    }

    static double value(String latex) {
        LatexReading reading = new LatexReading(latex);
        double value = reading.disjunction();
        reading.require(reading.peek().isEmpty(), "something is left over");
        return value;
    }

    private String peek() {
        return at < tokens.size() ? tokens.get(at) : "";
    }

    private boolean take(String token) {
        boolean found = peek().equals(token);
        at += found ? 1 : 0;
        return found;
    }

    private void expect(String token) {
        require(take(token), "expected " + token);
    }

    private void require(boolean condition, String complaint) {
        if (!condition) {
            throw new IllegalArgumentException(complaint + " at " + String.join(" ", tokens.subList(0, at)) + " ^^^ "
                    + String.join(" ", tokens.subList(at, tokens.size())));
        }
    }

    private double disjunction() {
        return joined("\\text{ or }", () -> joined("\\text{ and }", this::comparison));
    }

    private double joined(String word, DoubleSupplier part) {
        double first = part.getAsDouble();
        if (!peek().equals(word)) {
            return first;
        }
        List<Double> parts = new ArrayList<>(List.of(first));
        while (take(word)) {
            parts.add(part.getAsDouble());
        }
        return Mixing.of(word.contains("or") ? "or" : "and", parts);
    }

    private double comparison() {
        if (take("\\neg")) {
            return Mixing.of("not", atom());
        }
        double left = sum();
        StringBuilder relations = new StringBuilder();
        List<Double> sides = new ArrayList<>(List.of(left));
        while (RELATIONS.contains(peek())) {
            relations.append(tokens.get(at++));
            sides.add(sum());
        }
        return relations.isEmpty() ? left : Mixing.of(relations.toString(), sides);
    }

    private double sum() {
        double sign = take("-") ? -1 : 1;
        double value = sign * products();
        while (peek().equals("+") || peek().equals("-")) {
            sign = tokens.get(at++).equals("-") ? -1 : 1;
            value += sign * products();
        }
        return value;
    }

    private double products() {
        double value = product();
        while (EACH.contains(peek())) {
            value = Mixing.odd(tokens.get(at++), value, product());
        }
        return value;
    }

    private double product() {
        require(!peek().equals("-") && !peek().equals("+"), "two signs");
        double value = factor();
        while (!endsProduct()) {
            take("\\cdot");
            value *= factor();
        }
        return value;
    }

    private boolean endsProduct() {
        while (peek().equals("\\,")) {
            at++;
        }
        return ENDS.contains(peek()) || RELATIONS.contains(peek()) || EACH.contains(peek()) || peek().startsWith("\\text") || Set.of("+", "-", "\\D").contains(peek());
    }

    private double factor() {
        return switch (peek()) {
            case "\\sum", "\\prod" -> operator(tokens.get(at++).substring(1), index("_") + index("^"), false);
            case "\\lim" -> {
                at++;
                yield operator("lim", index("_"), true);
            }
            case "\\int" -> integral();
            default -> raised();
        };
    }

    // Whether an operator belongs to brackets alone, or to what they are raised to or multiplied with, nobody can tell.
    private double operator(String name, String index, boolean single) {
        boolean bracket = peek().equals("(") || peek().equals("\\left(");
        int start = at;
        double body = products();
        if (single || index.isEmpty()) {
            int end = at;
            at = start;
            double alone = bracket ? group() : factor();
            require(at == end && alone == body, "an operator in front of several parts");
        }
        return Mixing.of(name + index, body);
    }

    private double integral() {
        at++;
        String ends = index("_") + index("^");
        double body = products();
        expect("\\D");
        return Mixing.of("int" + ends + tokens.get(at++), body);
    }

    // Indices are compared as they are written.
    private String index(String script) {
        return take(script) ? script + inBraces() : "";
    }

    private String inBraces() {
        expect("{");
        StringBuilder text = new StringBuilder();
        for (int depth = 1; depth > 0; at++) {
            depth += peek().equals("{") ? 1 : peek().equals("}") ? -1 : 0;
            text.append(depth > 0 ? peek() : "");
        }
        return text.toString();
    }

    private double raised() {
        double value = atom();
        boolean raised = false;
        while (peek().equals("^") || peek().equals("!") || peek().equals("_")) {
            if (take("!")) {
                require(!peek().equals("!"), "a double factorial");
                value = Mixing.of("!", value);
            } else if (peek().equals("_")) {
                value = Mixing.of("element", value, Mixing.of(index("_")));
            } else {
                at++;
                require(!raised, "two exponents");
                raised = true;
                expect("{");
                value = take("\\top") ? Mixing.of("top", value) : Mixing.of(take("\\circ") ? "each" : "power", value, disjunction());
                expect("}");
            }
        }
        return value;
    }

    private double group() {
        boolean tall = take("\\left(");
        require(tall || take("("), "a bracket is missing");
        double value = disjunction();
        expect(tall ? "\\right)" : ")");
        return value;
    }

    private double atom() {
        String token = peek();
        if (token.equals("(") || token.equals("\\left(")) {
            return group();
        }
        at++;
        if (FUNCTIONS.contains(token)) {
            return function(token.replace("\\", ""));
        }
        return switch (token) {
            case "\\frac" -> quotient();
            case "\\sqrt" -> Mixing.of("sqrt", braced());
            case "e" -> Mixing.of("exp", exponent());
            case "\\left|" -> closed("abs", "\\right|");
            case "\\left." -> evaluated("\\right|");
            case "\\left[" -> evaluated("\\right]");
            case "\\left\\{" -> cases();
            default -> {
                require(token.matches("[a-z]|[\\d.]+"), "no atom");
                yield Character.isDigit(token.charAt(0)) ? Double.parseDouble(token) : Mixing.of(token);
            }
        };
    }

    private double exponent() {
        expect("^");
        return braced();
    }

    private double braced() {
        expect("{");
        double value = disjunction();
        expect("}");
        return value;
    }

    private double closed(String name, String end) {
        double value = disjunction();
        expect(end);
        return Mixing.of(name, value);
    }

    private double function(String name) {
        String head = name;
        while (take("'")) {
            head += "'";
        }
        boolean power = take("^");
        double exponent = power ? braced() : 0;
        double value = Mixing.of(head, operands());
        return power ? Mixing.of("power", value, exponent) : value;
    }

    private List<Double> operands() {
        boolean tall = take("\\left(");
        require(tall || take("("), "a function without operands");
        List<Double> operands = new ArrayList<>(List.of(disjunction()));
        while (take(",")) {
            operands.add(disjunction());
        }
        expect(tall ? "\\right)" : ")");
        return operands;
    }

    private double quotient() {
        expect("{");
        if (peek().equals("\\partial") || peek().equals("\\mathrm{d}")) {
            at--;
            String above = inBraces().replace("\\mathrm{d}", "\\partial");
            String below = inBraces().replace("\\mathrm{d}", "\\partial").replace("\\,", "");
            if (above.matches("\\\\partial(\\^\\{?\\d}?)?")) {
                return operator("d" + below, "", true);
            }
            String name = above.replaceAll("\\\\partial(\\^\\{\\d+})?", "");
            boolean called = FUNCTIONS.contains(name);
            return called ? Mixing.of("d" + name + below, operands()) : Mixing.of("d" + below, Mixing.of(name));
        }
        at--;
        double above = braced();
        return above / braced();
    }

    // What a bar belongs to is one part; brackets close a sum.
    private double evaluated(String end) {
        int start = at;
        double value = disjunction();
        if (end.equals("\\right|")) {
            int here = at;
            at = start;
            double alone = factor();
            require(at == here && alone == value, "a bar behind several parts");
        }
        expect(end);
        double result = Mixing.of("at" + index("_"), value);
        require(!peek().equals("^"), "an upper end, or a power");
        return result;
    }

    private double cases() {
        at++;
        List<Double> parts = new ArrayList<>();
        while (!take("\\end{array}")) {
            parts.add(disjunction());
            expect("&");
            if (!take("\\text{otherwise}")) {
                parts.add(disjunction());
                expect("\\\\");
            }
        }
        expect("\\right.");
        require(ENDS.contains(peek()), "the cases have no end");
        return Mixing.of("cases", parts);
    }
}
