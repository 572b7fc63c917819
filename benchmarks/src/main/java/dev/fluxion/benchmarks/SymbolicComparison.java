package dev.fluxion.benchmarks;

import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.calculus.Adjoints;
import dev.fluxion.symbolic.calculus.Differentiation;
import dev.fluxion.symbolic.language.Language;
import dev.fluxion.symbolic.polynomial.Polynomials;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.matheclipse.core.eval.ExprEvaluator;
import org.matheclipse.core.interfaces.IExpr;

/** Parsing, differentiation and polynomial arithmetic, beside Symja in this process and command-line systems where they are installed. */
final class SymbolicComparison implements Main.Comparison {
    private final CommandLinePeers others = new CommandLinePeers();

    @Override
    public void run(Report report) throws Exception {
        others.describe().forEach(report::note);
        parse(report);
        small(report);
        deep(report, 100);
        deep(report, 1_000);
        rosenbrock(report);
        repeated(report, "bell");
        repeated(report, "tangent");
        polynomials(report);
    }

    private static void parse(Report report) throws Exception {
        Random random = new Random(3);
        String[] pieces = new Formulas("pieces").in("fluxion").split(" ");
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            StringBuilder text = new StringBuilder("x");
            while (text.length() < 36) {
                text.append("+-*".charAt(random.nextInt(3))).append(pieces[random.nextInt(pieces.length)]);
            }
            texts.add(text.toString());
        }
        ExprEvaluator symja = new ExprEvaluator(true, (short) 0);
        report.compare("parse 1,000 expressions", new Contender("Fluxion", times -> {
            int nodes = 0;
            for (int i = 0; i < times; i++) {
                for (String text : texts) {
                    nodes += Language.parse(text).operands().size();
                }
            }
            return nodes;
        }), List.of(new Contender("Symja", times -> {
            int nodes = 0;
            for (int i = 0; i < times; i++) {
                for (String text : texts) {
                    nodes += symja.parse(text).leafCount();
                }
            }
            return nodes;
        })));
    }

    private static Contender derivative(Expression function, Symbol by) {
        return new Contender("Fluxion", times -> {
            int nodes = 0;
            for (int i = 0; i < times; i++) {
                nodes += Differentiation.derivative(function, by).operands().size();
            }
            return nodes;
        });
    }

    private static Contender symja(String text) {
        ExprEvaluator symja = new ExprEvaluator(true, (short) 0);
        IExpr parsed = symja.parse(text);
        return new Contender("Symja", times -> {
            int nodes = 0;
            for (int i = 0; i < times; i++) {
                nodes += symja.eval(parsed).size();
            }
            return nodes;
        });
    }

    private void small(Report report) throws Exception {
        Formulas sine = new Formulas("sine");
        Row row = report.compare("∂/∂x x²·sin y", derivative(sine.expression(), Symbol.of("x")), List.of(symja(new Formulas("sine.derivative").in("symja"))))
                .getFirst();
        others.compare("derivative", sine.in("fluxion"), row).forEach(report::add);
    }

    private void deep(Report report, int depth) throws Exception {
        List<String> definitions = new ArrayList<>();
        String[] layers = new Formulas("layers").in("fluxion").split(" ");
        Expression composed = Symbol.of("x");
        Symbol hole = Symbol.of("u");
        for (int i = 0; i < depth; i++) {
            composed = dev.fluxion.symbolic.Substitution.replace(Language.parse(layers[i % layers.length]), java.util.Map.of(hole, composed));
            definitions.add(layers[i % layers.length].replaceAll("\\bu\\b", i == 0 ? "x" : "v" + i));
        }
        Row row = measured(report, "derivative of a composition " + depth + " deep", derivative(composed, Symbol.of("x")));
        others.compare("derivative", definitions, "v" + depth, row).forEach(report::add);
    }

    private static Row measured(Report report, String job, Contender product) throws Exception {
        return report.compare(job, product, List.of()).getFirst();
    }

    private void rosenbrock(Report report) throws Exception {
        for (int n : new int[] {1_000, 50}) {
            String text = String.join(" + ", IntStream.range(1, n)
                    .mapToObj(i -> "100*(x" + (i + 1) + " - x" + i + "^2)^2 + (1 - x" + i + ")^2").toList());
            List<Symbol> symbols = IntStream.rangeClosed(1, n).mapToObj(i -> Symbol.of("x" + i)).toList();
            Expression sum = Language.parse(text);
            boolean gradient = n == 1_000;
            Row row = measured(report, gradient ? "gradient of Rosenbrock, n = 1,000" : "Hessian of Rosenbrock, n = 50", new Contender("Fluxion", times -> {
                int nodes = 0;
                for (int i = 0; i < times; i++) {
                    Adjoints adjoints = Adjoints.of(sum, symbols);
                    for (Symbol symbol : symbols) {
                        Expression partial = adjoints.gradient(symbol);
                        nodes += partial.operands().size();
                        if (!gradient) {
                            Adjoints second = Adjoints.of(partial, symbols);
                            nodes += symbols.stream().mapToInt(other -> second.gradient(other).operands().size()).sum();
                        }
                    }
                }
                return nodes;
            }));
            others.compare(gradient ? "gradient" : "hessian", text, row).forEach(report::add);
        }
    }

    private void repeated(Report report, String name) throws Exception {
        String job = "20th derivative of " + new Formulas("repeated." + name).in("fluxion");
        Expression function = Language.parse(new Formulas("repeated." + name).in("fluxion"));
        List<Symbol> twenty = java.util.Collections.nCopies(20, Symbol.of("x"));
        Row row = measured(report, job, new Contender("Fluxion", times -> {
            int nodes = 0;
            for (int i = 0; i < times; i++) {
                nodes += Differentiation.derivative(function, twenty).operands().size();
            }
            return nodes;
        }));
        others.compare("twentieth", new Formulas("repeated." + name).in("fluxion"), row).forEach(report::add);
    }

    private void polynomials(Report report) throws Exception {
        for (String name : List.of("power", "fateman")) {
            Expression product = Language.parse(new Formulas(name).in("fluxion"));
            Row row = measured(report, "expand " + new Formulas(name).in("fluxion"), new Contender("Fluxion", times -> {
                int nodes = 0;
                for (int i = 0; i < times; i++) {
                    nodes += Polynomials.expand(product, Budget.of(60_000, 2_000_000_000, 1_000_000)).operands().size();
                }
                return nodes;
            }));
            others.compare(name.equals("power") ? "expanded" : "rational", new Formulas(name).in("fluxion"), row).forEach(report::add);
        }
    }
}
