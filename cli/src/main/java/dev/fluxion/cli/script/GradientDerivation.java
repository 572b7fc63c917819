package dev.fluxion.cli.script;

import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Span;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.Topology;
import dev.fluxion.symbolic.calculus.Adjoints;
import dev.fluxion.symbolic.calculus.Stabilizer;
import dev.fluxion.symbolic.print.LatexPrinter;
import dev.fluxion.symbolic.print.TextPrinter;
import dev.fluxion.typeset.DerivationPage;
import dev.fluxion.typeset.Style;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The derivation of a gradient by the adjoint sweep: definitions, stable forms, then one cotangent after the other, with their rules. */
final class GradientDerivation {
    private final String function;
    private final Stabilizer.Stable stable;
    private final Adjoints adjoints;
    private final Expression original;
    private final List<Symbol> parameters;
    private final Map<Expression, String> names;

    private GradientDerivation(Expression original, List<Symbol> parameters, Map<Expression, String> names) {
        this.original = original;
        this.parameters = parameters;
        this.function = names.getOrDefault(original, "f");
        this.stable = Stabilizer.stabilize(original);
        this.adjoints = Adjoints.of(stable.expression(), parameters);
        this.names = new HashMap<>(names);
    }

    static GradientDerivation of(Expression function, List<Symbol> parameters, Map<Expression, String> names) {
        return new GradientDerivation(function, parameters, names);
    }

    String text() {
        List<String> lines = new ArrayList<>();
        for (Stabilizer.Step step : stable.steps()) {
            lines.add(TextPrinter.text(step.before(), names) + " = " + TextPrinter.text(step.after(), names) + "    [" + step.rule() + "]");
        }
        for (Adjoints.Visit visit : visits()) {
            lines.add("∂" + function + "/∂(" + TextPrinter.text(visit.node(), names) + ") = " + TextPrinter.text(visit.cotangent(), names)
                    + "    [" + String.join(", ", visit.rules()) + "]");
        }
        return String.join("\n", lines);
    }

    private List<Adjoints.Visit> visits() {
        return adjoints.visits().stream().filter(visit -> !visit.rules().isEmpty()).toList();
    }

    private String latex(Expression expression) {
        return LatexPrinter.latex(expression, names);
    }

    private static String d(String function, String variable) {
        return "\\frac{\\partial " + function + "}{\\partial " + variable + "}";
    }

    DerivationPage page() {
        String head = LatexPrinter.latex(Symbol.of(function));
        List<DerivationPage.Line> sweep = new ArrayList<>();
        for (Adjoints.Visit visit : visits()) {
            String node = latex(visit.node());
            boolean plain = visit.node() instanceof Symbol || names.containsKey(visit.node());
            sweep.add(new DerivationPage.Line(d(head, plain ? node : "\\left(" + node + "\\right)"), latex(visit.cotangent()),
                    String.join(", ", visit.rules())));
        }
        List<DerivationPage.Line> results = parameters.stream().map(parameter -> new DerivationPage.Line(d(head, latex(parameter)),
                latex(adjoints.gradient(parameter)), "")).toList();
        List<DerivationPage.Section> sections = new ArrayList<>();
        sections.add(new DerivationPage.Section("Definitions", definitions(), ""));
        if (!stable.steps().isEmpty()) {
            sections.add(new DerivationPage.Section("Stable form, before anything is differentiated", stable.steps().stream()
                    .map(step -> new DerivationPage.Line(latex(step.before()), latex(step.after()), step.rule())).toList(), ""));
        }
        sections.add(new DerivationPage.Section("From the result back to the parameters", sweep, ""));
        sections.add(new DerivationPage.Section("The gradient", results, ""));
        return new DerivationPage("The gradient of " + function, "Each derivative has the shape of what it is taken by.", sections);
    }

    // What the derivation calls by a name, in the order in which one is built from the other.
    private List<DerivationPage.Line> definitions() {
        List<DerivationPage.Line> lines = new ArrayList<>();
        for (Expression node : Topology.of(original).nodes()) {
            String name = names.get(node);
            if (name != null) {
                Map<Expression, String> others = new HashMap<>(names);
                others.remove(node);
                Symbol symbol = Symbol.of(name, node.shape(), Symbol.Role.VARIABLE, java.util.Set.of());
                lines.add(new DerivationPage.Line(LatexPrinter.latex(symbol), LatexPrinter.latex(node, others), "definition"));
            }
        }
        return lines;
    }

    void write(Files files, String name) {
        DerivationPage page = page();
        try {
            page.writeLatex(files.file(name + ".tex"));
            page.writePng(files.file(name + ".png"), Style.LIGHT);
            page.writeHtml(files.file(name + ".html"));
        } catch (IOException e) {
            throw new FluxionException(Diagnostic.of(Diagnostic.Code.NAME, "cannot write the derivation: " + e, Span.NONE));
        }
    }
}
