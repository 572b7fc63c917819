package dev.fluxion.symbolic;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Reference values of densities and distribution functions, 25 digits. */
public final class DistributionCases {
    private static final Map<String, String> NAMES = Map.of("gamma", "gamma_dist", "beta", "beta_dist", "multivariate_normal", "mvnormal");

    /** What to evaluate, and its value. */
    public record Case(String expression, double expected) {}

    private DistributionCases() {}

    /** Three cases a line, or two for vectors. */
    public static List<Case> all() {
        List<Case> cases = new ArrayList<>();
        for (Map<String, Object> line : Cases.of("dist")) {
            String name = line.get("dist").toString();
            String made = NAMES.getOrDefault(name, name) + ((Map<?, ?>) line.get("params")).values().stream().map(DistributionCases::text)
                    .collect(Collectors.joining(", ", "(", ")"));
            String at = ", " + text(line.get("x")) + ")";
            cases.add(new Case("pdf(" + made + at, number(line.get("pdf"))));
            cases.add(new Case("logpdf(" + made + at, number(line.get("log_pdf"))));
            if (!(line.get("x") instanceof List)) {
                cases.add(new Case("cdf(" + made + at, number(line.get("cdf"))));
            }
        }
        return cases;
    }

    private static String text(Object value) {
        return switch (value) {
            case List<?> rows when rows.getFirst() instanceof List -> rows.stream().map(row -> ((List<?>) row).stream().map(Object::toString)
                    .collect(Collectors.joining(", "))).collect(Collectors.joining("; ", "[", "]"));
            case List<?> entries -> entries.stream().map(Object::toString).collect(Collectors.joining(", ", "[", "]"));
            default -> value.toString();
        };
    }

    private static double number(Object text) {
        return text.equals("-inf") ? Double.NEGATIVE_INFINITY : Double.parseDouble(text.toString());
    }
}
