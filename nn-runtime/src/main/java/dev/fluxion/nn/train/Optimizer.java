package dev.fluxion.nn.train;

import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Reader;
import dev.fluxion.grammar.Source;
import dev.fluxion.grammar.Span;
import dev.fluxion.grammar.Statement;
import dev.fluxion.grammar.Tree;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.elaborate.Names;
import dev.fluxion.symbolic.language.Language;
import dev.fluxion.symbolic.number.Rational;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A rule that changes a parameter by its gradient: formulas in the language, read from {@code optimizers.flx}.
 *
 * <p>Source: H. Robbins, S. Monro, A Stochastic Approximation Method (1951), and those that the file names beside their formulas.
 *
 * @param name how it is called
 * @param options its numbers by name
 * @param assignments the formulas of one step, in order
 */
public record Optimizer(String name, Map<String, Constant> options, List<Statement.Assign> assignments) {
    private static final Map<String, Allowed> ALLOWED = new LinkedHashMap<>();
    private static final Map<String, Optimizer> KNOWN = load();
    private static final String PARAMETER = "w";
    private static final String GRADIENT = "g";
    private static final String STEP = "t";
    private static final String RATE = "rate";

    /** The number of the step, from 1, as an input of the compiled step. */
    static final Symbol COUNT = Symbol.of("step_number");

    /** The numbers that an option may be. */
    private record Allowed(String option, double least, double below) {
        boolean holds(double value) {
            return value >= least && value < below;
        }

        @Override
        public String toString() {
            return Double.isInfinite(below) ? option + " >= " + plain(least) : plain(least) + " <= " + option + " < " + plain(below);
        }
    }

    /** Copies. */
    public Optimizer {
        options = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(options));
        assignments = List.copyOf(assignments);
    }

    /** The names of all optimizers. */
    public static Set<String> names() {
        return KNOWN.keySet();
    }

    /**
     * The optimizer of a name with its usual options; an unknown one is a diagnostic.
     *
     * @throws FluxionException {@code NAME} if there is none
     */
    public static Optimizer named(String name) {
        Optimizer known = KNOWN.get(name);
        if (known == null) {
            throw problem("unknown optimizer " + name, "known are " + String.join(", ", KNOWN.keySet()));
        }
        return known;
    }

    /**
     * The same with other options, each as {@link #with(String, Constant)} takes it.
     *
     * @throws FluxionException as that does
     */
    public Optimizer with(Map<String, Constant> changed) {
        Optimizer all = this;
        for (Map.Entry<String, Constant> option : changed.entrySet()) {
            all = all.with(option.getKey(), option.getValue());
        }
        return all;
    }

    /**
     * The same with another value of an option; an unknown option and a value out of its range are diagnostics.
     *
     * @throws FluxionException {@code NAME} if there is no such option, {@code DOMAIN} if it may not have the value
     */
    public Optimizer with(String option, Constant value) {
        if (!options.containsKey(option)) {
            throw problem("'" + name + "' has no option " + option, "it has " + String.join(", ", options.keySet()));
        }
        Allowed allowed = ALLOWED.get(option);
        if (!allowed.holds(value.value().doubleValue())) {
            throw new FluxionException(Diagnostic.of(Diagnostic.Code.DOMAIN, "option " + option + " of '" + name + "' cannot be "
                    + plain(value.value().doubleValue()), Span.NONE).withHint("it takes " + allowed));
        }
        Map<String, Constant> all = new LinkedHashMap<>(options);
        all.put(option, value);
        return new Optimizer(name, all, assignments);
    }

    /** Advice for a training whose steps were too long: the same with a tenth of its rate, as a script writes it. */
    public String gentler() {
        return options.containsKey(RATE) ? "try a smaller rate: optimizer = " + name + "(" + RATE + " = "
                + BigDecimal.valueOf(options.get(RATE).value().doubleValue()).movePointLeft(1).stripTrailingZeros().toPlainString() + ")"
                : "try another optimizer";
    }

    private static String plain(double number) {
        return Double.isFinite(number) ? BigDecimal.valueOf(number).stripTrailingZeros().toPlainString() : Double.toString(number);
    }

    private static FluxionException problem(String message, String hint) {
        return new FluxionException(Diagnostic.of(Diagnostic.Code.NAME, message, Span.NONE).withHint(hint));
    }

    private static Map<String, Optimizer> load() {
        Map<String, Optimizer> known = new LinkedHashMap<>();
        Optimizer current = null;
        for (Statement statement : Reader.script(new Source("optimizers.flx", resource()))) {
            switch (statement) {
                case Statement.Evaluate(Tree.Call row, Span span) when row.name().equals("allowed") -> allow(row);
                case Statement.Evaluate(Tree.Call header, Span span) -> {
                    Map<String, Constant> options = new LinkedHashMap<>();
                    header.named().forEach(option -> options.put(option.name(), Constant.of(Rational.of(((Tree.Number) option.value()).value()))));
                    current = new Optimizer(((Tree.Name) header.operands().getFirst()).name(), options, List.of());
                }
                case Statement.Assign assign -> {
                    List<Statement.Assign> all = new ArrayList<>(current.assignments);
                    all.add(assign);
                    current = new Optimizer(current.name, current.options, all);
                }
                default -> throw new IllegalStateException("in optimizers.flx: " + statement);
            }
            if (current != null) {
                known.put(current.name, current);
            }
        }
        return known;
    }

    private static void allow(Tree.Call row) {
        String option = ((Tree.Name) row.operands().getFirst()).name();
        ALLOWED.put(option, new Allowed(option, number(row.operands().get(1)), row.operands().size() > 2 ? number(row.operands().get(2)) : Double.POSITIVE_INFINITY));
    }

    private static double number(Tree tree) {
        return ((Tree.Number) tree).value().doubleValue();
    }

    private static String resource() {
        try (InputStream in = Optimizer.class.getResourceAsStream("optimizers.flx")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * What one step makes of a parameter.
     *
     * @param states the state before the step, as inputs
     * @param updated the parameter and then its states after the step
     */
    record Update(List<Symbol> states, List<Expression> updated) {}

    /** Name and options, as a script writes them. */
    public String text() {
        return name + options.entrySet().stream().map(option -> option.getKey() + " = " + option.getValue().value())
                .collect(java.util.stream.Collectors.joining(", ", "(", ")"));
    }

    /** The formulas of one step for a parameter and the formula of its gradient. */
    Update update(Symbol parameter, Expression gradient) {
        Map<String, Symbol> states = new LinkedHashMap<>();
        // With a dot, which no name of a script has.
        assignments.stream().map(Statement.Assign::name).filter(assigned -> !assigned.equals(PARAMETER)).forEach(assigned -> states.put(assigned,
                Symbol.of(parameter.name() + "." + assigned, parameter.shape(), Symbol.Role.VARIABLE, Set.of())));
        Names names = Names.strict().bind(PARAMETER, parameter).bind(GRADIENT, gradient).bind(STEP, COUNT);
        options.forEach(names::bind);
        states.forEach(names::bind);
        Map<String, Expression> after = new LinkedHashMap<>();
        for (Statement.Assign assign : assignments) {
            Expression value = Language.elaborator(names).expression(assign.value());
            names.bind(assign.name(), value);
            after.put(assign.name(), value);
        }
        List<Expression> updated = new ArrayList<>();
        updated.add(after.get(PARAMETER));
        states.keySet().forEach(state -> updated.add(after.get(state)));
        return new Update(List.copyOf(states.values()), updated);
    }
}
