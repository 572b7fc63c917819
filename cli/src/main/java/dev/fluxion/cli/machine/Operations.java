package dev.fluxion.cli.machine;

import dev.fluxion.cli.script.Output;
import dev.fluxion.cli.script.PlainDisplay;
import dev.fluxion.cli.script.Session;
import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Reader;
import dev.fluxion.grammar.Source;
import dev.fluxion.grammar.Span;
import dev.fluxion.grammar.Tree;
import dev.fluxion.grammar.TreeText;
import dev.fluxion.symbolic.ArrayOf;
import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Shape;
import dev.fluxion.symbolic.Size;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.Topology;
import dev.fluxion.symbolic.calculus.Differentiation;
import dev.fluxion.symbolic.calculus.Stabilizer;
import dev.fluxion.symbolic.derivation.Derivation;
import dev.fluxion.symbolic.derivation.Step;
import dev.fluxion.symbolic.elaborate.Elaborator;
import dev.fluxion.symbolic.elaborate.Names;
import dev.fluxion.symbolic.algebra.NearestDouble;
import dev.fluxion.symbolic.elaborate.WrittenParts;
import dev.fluxion.symbolic.evaluate.Evaluator;
import dev.fluxion.symbolic.evaluate.Value;
import dev.fluxion.symbolic.language.AssumedFacts;
import dev.fluxion.symbolic.language.Language;
import dev.fluxion.symbolic.print.LatexPrinter;
import dev.fluxion.symbolic.print.Presenter;
import dev.fluxion.symbolic.print.TextPrinter;
import dev.fluxion.symbolic.rewrite.Assumptions;
import dev.fluxion.symbolic.rewrite.Simplifier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** The operations of the machine interface: request to answer. */
final class Operations {
    @FunctionalInterface
    private interface Operation {
        Map<String, Object> answer(Request request);
    }

    private static final long LONGEST_OUTPUT = 16_000_000;
    private static final Map<String, Operation> TABLE = new HashMap<>();

    static {
        TABLE.put("parse", Operations::parse);
        TABLE.put("eval", Operations::eval);
        TABLE.put("diff", Operations::diff);
        TABLE.put("gradient", Operations::gradient);
        TABLE.put("solve", Calculus::solve);
        TABLE.put("integrate", Calculus::integrate);
        TABLE.put("jacobian", Jacobians::jacobian);
        TABLE.put("hessian", Jacobians::hessian);
        TABLE.put("rows", Operations::rows);
        TABLE.put("simplify", Operations::simplify);
        TABLE.put("derive", Operations::derive);
        TABLE.put("run", Operations::run);
        TABLE.put("fit", Fits::fit);
        TABLE.put("limit", Asymptotics::limit);
        TABLE.put("series", Asymptotics::series);
        Algebra.OPERATIONS.forEach((name, operation) -> TABLE.put(name, request -> {
            request.allowOnly(Set.of("wrt", "other"));
            Names names = scope(request);
            return operation.answer(request, expression(request, names), names);
        }));
    }

    private Operations() {}

    static SortedSet<String> names() {
        return new TreeSet<>(TABLE.keySet());
    }

    static Map<String, Object> answer(Request request) {
        String name = request.text("op");
        Operation operation = TABLE.get(name);
        if (operation == null) {
            throw Request.problem("unknown operation '" + name + "'", "there are " + String.join(", ", names()));
        }
        return request.budget().run(() -> operation.answer(request));
    }

    /** The text that diagnostics of a request refer to. */
    static Source source(Request request) {
        String key = request.has("script") ? "script" : request.has("model") ? "model" : "expr";
        return new Source(key, request.textOr(key, ""));
    }

    static Names scope(Request request) {
        Names names = request.has("decl") ? Names.strict() : Names.lenient();
        declared(request).forEach(names::declare);
        request.textsOrNone("assume").forEach(fact -> AssumedFacts.add(fact, names));
        return names;
    }

    static List<Symbol> declared(Request request) {
        List<Symbol> symbols = new ArrayList<>();
        request.map("decl").forEach((name, sizes) -> symbols.add(Symbol.of(name.toString(), shape(name.toString(), sizes), Symbol.Role.VARIABLE,
                Set.of())));
        return symbols;
    }

    private static Shape shape(String name, Object sizes) {
        if (!(sizes instanceof List<?> list)) {
            throw Request.problem("the shape of '" + name + "' must be a list of sizes");
        }
        return new Shape(list.stream().map(size -> switch (size) {
            case Integer n when n >= 0 -> Size.of(n);
            case String text when text.matches("\\d{1,9}") -> Size.of(Integer.parseInt(text));
            case String text when text.matches("[A-Za-z_]\\w*") -> Size.named(text);
            case null, default -> throw Request.problem("a size of '" + name + "' must be a name, or a whole number from 0 to " + Integer.MAX_VALUE);
        }).toList());
    }

    static Expression expression(Request request, Names names) {
        return expression(request, names, Language.elaborator(names));
    }

    private static Expression expression(Request request, Names names, Elaborator elaborator) {
        return checked(request, names, Language.parse(source(request), elaborator));
    }

    private static Expression checked(Request request, Names names, Expression expression) {
        requireOccurring(request, source(request).text(), expression, names);
        Topology.of(expression); // holds it against the budget, whatever the operation looks at
        return expression;
    }

    /** What must have a value wherever the expression of a request has one, also where its canonical form has more. */
    static List<Expression> parts(Request request, Names names) {
        return WrittenParts.of(Language.elaborator(names), Reader.expression(source(request)));
    }

    /** Refuses values for names that neither occur nor are declared: they would be ignored. */
    static void requireOccurring(Request request, String text, Expression expression, Names names) {
        for (Object key : request.map("at").keySet()) {
            String name = key.toString();
            boolean variable = names.value(name).filter(value -> value.expression() instanceof Symbol symbol && symbol.isVariable()).isPresent();
            if (!(variable && occurs(name, text, expression)) && !isDeclared(name, request)) {
                throw new FluxionException(Diagnostic.of(Diagnostic.Code.NAME, "'at' has a value for '" + name + "', which is no variable of this",
                        Span.NONE));
            }
        }
    }

    // In the text too: x - x has none when it is read.
    private static boolean occurs(String name, String text, Expression expression) {
        return Pattern.compile("(?<![\\p{L}\\p{N}_])" + Pattern.quote(name) + "(?![\\p{L}\\p{N}_])").matcher(text).find()
                || Substitution.variables(expression).stream().anyMatch(symbol -> symbol.name().equals(name));
    }

    private static boolean isDeclared(String name, Request request) {
        return request.textsOrNone("wrt").contains(name) || request.map("decl").entrySet().stream()
                .anyMatch(entry -> entry.getKey().equals(name) || entry.getValue() instanceof List<?> sizes && sizes.contains(name));
    }

    static Symbol variable(String name, Names names) {
        return Language.variable(name, names);
    }

    static Map<String, Object> shown(Expression expression) {
        Map<String, Object> answer = new LinkedHashMap<>();
        Tree tree = Presenter.tree(expression); // one for both, whose numbers keep their digits
        answer.put("text", TreeText.of(tree));
        answer.put("latex", LatexPrinter.latex(tree, LatexPrinter.tensorNames(List.of(expression), Map.of())));
        answer.put("ops", dev.fluxion.symbolic.print.Operations.count(expression));
        return answer;
    }

    private static List<Object> sizes(Shape shape) {
        return shape.sizes().stream().map(size -> size.isLiteral() ? (Object) size.literal() : size.toString()).toList();
    }

    private static Map<String, Object> parse(Request request) {
        request.allowOnly(Set.of());
        Expression expression = expression(request, scope(request));
        Map<String, Object> answer = shown(expression);
        answer.put("variables", Substitution.variables(expression).stream().map(Symbol::name).toList());
        answer.put("shape", sizes(expression.shape()));
        return answer;
    }

    private static Object value(Request request, Expression expression) {
        String mode = request.textOr("mode", "compiled");
        if (!mode.equals("compiled") && !mode.equals("interpreted")) {
            throw Request.problem("'mode' must be \"compiled\" or \"interpreted\"");
        }
        Given given = Given.in(request);
        given.requireTold(expression);
        Map<String, Value> at = given.values();
        if (at.isEmpty() && expression.isScalar() && Substitution.variables(expression).isEmpty()) {
            return Numbers.json(NearestDouble.of(expression));
        }
        boolean compiled = mode.equals("compiled") && Compiled.canCompile(expression, at);
        return Numbers.json(compiled ? Compiled.value(expression, at) : Stabilizer.value(expression, at, Evaluator.sizes(declared(request), at)));
    }

    private static Map<String, Object> eval(Request request) {
        request.allowOnly(Set.of());
        Names names = scope(request);
        Elaborator elaborator = Language.elaborator(names);
        Expression expression = checked(request, names, Language.parse(source(request), elaborator, Numbers.exact(request.map("at"))));
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("value", value(request, Proviso.in(expression, elaborator.provisos())));
        Proviso.tell(elaborator.provisos(), expression, answer);
        return answer;
    }

    private static Map<String, Object> rows(Request request) {
        request.allowOnly(Set.of("vars", "rows"));
        return Rows.answer(request, expression(request, scope(request)));
    }

    private static Map<String, Object> diff(Request request) {
        request.allowOnly(Set.of("wrt"));
        Names names = scope(request);
        List<Symbol> variables = request.wrt().stream().map(name -> variable(name, names)).toList();
        Elaborator elaborator = Language.elaborator(names);
        Expression derivative = Language.derivative(source(request), variables, elaborator);
        requireOccurring(request, source(request).text(), derivative, names);
        boolean scalars = derivative.isScalar() && variables.stream().allMatch(Expression::isScalar);
        Map<String, Object> answer = result(request, derivative, scalars || !request.has("at") ? derivative
                : atPoint(request, expression(request, names), variables, function -> Differentiation.derivative(function, variables)).orElse(derivative));
        Proviso.valueByDefinition(request, variables, derivative, Optional.ofNullable(answer.get("value")), elaborator)
                .ifPresent(value -> answer.put("value", value));
        Proviso.tell(elaborator.provisos(), derivative, answer);
        return answer;
    }

    static Expression stable(Expression expression) {
        return Stabilizer.stabilize(expression).expression();
    }

    static Map<String, Object> result(Request request, Expression expression) {
        return result(request, expression, expression);
    }

    private static Map<String, Object> result(Request request, Expression expression, Expression atPoint) {
        Map<String, Object> answer = shown(expression);
        answer.put("shape", sizes(expression.shape()));
        if (request.has("at")) {
            answer.put("value", value(request, atPoint));
        }
        return answer;
    }

    /** Derivatives of a function, with the value that they have at a point: 0 where the function itself is, as {@code y*log(p)} at 0. */
    static Map<String, Object> derivatives(Request request, Expression function, List<Symbol> by, UnaryOperator<Expression> derivative) {
        Expression shown = derivative.apply(stable(function));
        return result(request, shown, request.has("at") ? atPoint(request, function, by, derivative).orElse(shown) : shown);
    }

    // Nothing where it is what is shown.
    private static Optional<Expression> atPoint(Request request, Expression function, List<Symbol> by, UnaryOperator<Expression> derivative) {
        Expression known = Stabilizer.knowing(function, Given.in(request).values(), by);
        Expression stable = Stabilizer.forValues(known);
        return stable.equals(stable(function)) ? Optional.empty() : Optional.of(derivative.apply(stable));
    }

    private static Map<String, Object> gradient(Request request) {
        request.allowOnly(Set.of("wrt"));
        Names names = scope(request);
        Expression expression = expression(request, names);
        if (!expression.isScalar()) {
            throw new FluxionException(Diagnostic.of(Diagnostic.Code.SHAPE, "a gradient needs a scalar, but this has shape " + expression.shape(),
                    Span.NONE));
        }
        List<Symbol> variables = request.has("wrt") ? request.wrt().stream().map(name -> variable(name, names)).toList()
                : Substitution.variables(expression);
        if (variables.isEmpty()) {
            throw FluxionException.unsupported("a gradient by no variables");
        }
        if (variables.size() > 1 && variables.stream().anyMatch(variable -> !variable.isScalar())) {
            return Jacobians.blocks(variables.stream().map(variable -> derivatives(request, expression, variables, function -> Differentiation.derivative(function, variable)))
                    .toList());
        }
        return derivatives(request, expression, variables, function -> {
            List<Expression> parts = Differentiation.gradient(function, variables);
            return parts.size() == 1 ? parts.getFirst() : ArrayOf.of(Shape.of(Size.of(parts.size())), parts);
        });
    }

    private static Map<String, Object> simplify(Request request) {
        request.allowOnly(Set.of());
        Names names = scope(request);
        Expression expression = expression(request, names);
        return shown(Simplifier.shortest(expression, Assumptions.of(names.facts()), Budget.current()).expression());
    }

    private static Map<String, Object> derive(Request request) {
        request.allowOnly(Set.of("wrt"));
        Names names = scope(request);
        List<Symbol> variables = request.wrt().stream().map(name -> variable(name, names)).toList();
        Derivation derivation = Language.derivativeSteps(source(request), variables, names);
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("steps", steps(derivation));
        answer.putAll(shown(derivation.result()));
        return answer;
    }

    private static Map<String, Object> run(Request request) {
        request.allowOnly(Set.of("script"));
        List<Map<String, Object>> output = new ArrayList<>();
        long[] characters = {0};
        Consumer<Output> out = printed -> {
            characters[0] += printed.text().length() + printed.latex().length();
            if (characters[0] > LONGEST_OUTPUT) {
                throw new FluxionException(Diagnostic.of(Diagnostic.Code.LIMIT, "output: a script prints more than " + LONGEST_OUTPUT
                        + " characters", Span.NONE));
            }
            Map<String, Object> line = new LinkedHashMap<>(); // in this order in every process
            line.put("text", printed.text());
            line.put("latex", printed.latex());
            output.add(line);
        };
        new Session(out, request.files(), new PlainDisplay(out)).run(source(request));
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("output", output);
        return answer;
    }

    // A step whose first part says the same again is told once.
    private static List<Map<String, Object>> steps(Derivation derivation) {
        List<Map<String, Object>> steps = new ArrayList<>();
        Step above = null;
        for (Derivation.Nested nested : derivation.steps()) {
            Step step = nested.step();
            boolean again = above != null && above.parts().contains(step) && step.parts().isEmpty() && step.text().equals(above.text());
            if (!again) {
                steps.add(step(nested, derivation));
            }
            above = step;
        }
        return steps;
    }

    private static Map<String, Object> step(Derivation.Nested nested, Derivation derivation) {
        Step step = nested.step();
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("rule", step.rule());
        shown.put("text", step.text());
        shown.put("latex", derivation.latex(step.before()) + " = " + derivation.latex(step.after()));
        shown.put("depth", nested.depth());
        return shown;
    }
}
