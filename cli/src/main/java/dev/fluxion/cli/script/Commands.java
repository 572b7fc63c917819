package dev.fluxion.cli.script;

import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Statement;
import dev.fluxion.grammar.Tree;
import dev.fluxion.symbolic.ArrayOf;
import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Condition;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.algebra.Equality;
import dev.fluxion.symbolic.algebra.NearestDouble;
import dev.fluxion.symbolic.algebra.Parts;
import dev.fluxion.symbolic.algebra.Solutions;
import dev.fluxion.symbolic.calculus.Adjoints;
import dev.fluxion.symbolic.calculus.Stabilizer;
import dev.fluxion.symbolic.elaborate.Elaborator;
import dev.fluxion.symbolic.elaborate.Provisos;
import dev.fluxion.symbolic.evaluate.Sign;
import dev.fluxion.symbolic.evaluate.Value;
import dev.fluxion.symbolic.language.IntegralAnswer;
import dev.fluxion.symbolic.language.Language;
import dev.fluxion.symbolic.language.SystemAnswer;
import dev.fluxion.symbolic.language.VectorCalculus;
import dev.fluxion.symbolic.number.Inexact;
import dev.fluxion.symbolic.print.TextPrinter;
import dev.fluxion.symbolic.rewrite.Assumptions;
import dev.fluxion.symbolic.rewrite.Domains;
import dev.fluxion.symbolic.rewrite.KnownValues;
import dev.fluxion.typeset.NumberText;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Statements that print expressions and gradients. */
final class Commands {
    private static final int MOST_ENTRIES = 100;
    private static final int DIGITS = 8;

    private final Session session;

    Commands(Session session) {
        this.session = session;
    }

    /** Whether a call is an answer where it stands as a statement, and no expression. */
    static boolean answersByItself(Tree.Call call) {
        return call.name().equals("equal");
    }

    void print(Tree.Call call) {
        session.print(call.operands().stream().map(this::plain).collect(Collectors.joining(" ")), "");
    }

    void evaluate(Tree tree) {
        if (tree instanceof Tree.Call call && session.command(call.name()).orElse(null) instanceof Consumer<Tree.Call> command) {
            command.accept(call);
        } else if (session.data().table(tree).isPresent()) {
            session.print(TableText.output(session.data().requiredTable(tree)));
        } else if (tree instanceof Tree.Call call && answersByItself(call)) {
            equal(call);
        } else if (tree instanceof Tree.Call call && call.name().equals("solve")
                && Language.solutions(session.elaborator(), call).orElse(null) instanceof Solutions solutions) {
            solutions(solutions);
        } else if (tree instanceof Tree.Call call && call.name().equals("solve") && Language.system(session.elaborator(), call)
                .orElse(null) instanceof SystemAnswer system) {
            system(system);
        } else if (tree instanceof Tree.Call call && Language.integral(session.elaborator(), call).orElse(null) instanceof IntegralAnswer integral) {
            integral(integral);
        } else if (tree instanceof Tree.Call call && Language.asksForSteps(call)) {
            Tree.Call asked = new Tree.Call(call.name(), call.nameSpan(), 0, List.of(), call.operands().subList(0, 1), List.of(), call.span());
            new Shows(session).show(new Statement.Show(asked, List.of(), call.span()));
        } else if (isGradientOfSeveral(tree)) {
            gradient((Tree.Call) tree).forEach((parameter, gradient) -> print(parameter.name() + ": ", gradient));
        } else if (tree instanceof Tree.Call call && call.name().equals("hessian") && hessianVariables(call).size() > 1) {
            hessian(call);
        } else {
            Elaborator elaborator = session.elaborator();
            Expression value = KnownValues.put(elaborator.value(tree).expression());
            session.last(value);
            print("", value);
            provisos(elaborator.provisos(), value);
        }
    }

    private void provisos(Provisos provisos, Expression value) {
        Condition where = provisos.of(value);
        if (!where.equals(Condition.TRUE)) {
            session.print("(where " + TextPrinter.text(where, session.named()) + ")", "");
        }
        if (!provisos.conventions().isEmpty()) {
            session.print("(by convention, where the derivative may be another: " + String.join("; ", provisos.conventions()) + ")", "");
        }
        if (!provisos.replacements().isEmpty()) {
            session.print("(by convention: " + String.join("; ", provisos.replacements()) + ")", "");
        }
    }

    private void integral(IntegralAnswer integral) {
        Expression value = KnownValues.put(integral.value());
        session.last(value);
        print("", value);
        if (integral.error() > 0) {
            session.print(String.format(Locale.ROOT, "(error about %.0e)", integral.error()), "");
        }
        if (!integral.conditions().isEmpty()) {
            session.print("(where " + TextPrinter.text(Condition.all(integral.conditions()), session.named()) + ")", "");
        }
    }

    private void system(SystemAnswer system) {
        Expression value = KnownValues.put(system.value());
        session.last(value);
        print("", value);
        if (!system.where().equals(Condition.TRUE)) {
            session.print("(where " + TextPrinter.text(system.where(), session.named()) + ")", "");
        }
    }

    private void solutions(Solutions solutions) {
        boolean conditional = false;
        for (int i = 0; i < solutions.values().size(); i++) {
            Condition condition = withRealValue(solutions, i);
            conditional |= !condition.equals(Condition.TRUE);
            if (condition.equals(Condition.TRUE)) {
                print("", solutions.values().get(i));
            } else {
                Expression value = solutions.values().get(i);
                session.print(TextPrinter.text(value, without(value)) + ", if " + TextPrinter.text(condition, session.named()), "");
            }
        }
        if (solutions.values().isEmpty()) {
            session.print(solutions.complete() ? "no real solution" : "no solution was found", "");
        } else if (!solutions.complete()) {
            session.print(solutions.period().map(period -> "(all are these plus whole multiples of " + TextPrinter.text(period, session.named()) + ")")
                    .or(() -> solutions.unless().map(factor -> "(these are all where " + nonzero(factor) + ")")).orElse("(there may be more)"), "");
        } else if (conditional) {
            session.print("(these are all)", "");
        }
    }

    // Each factor on its own: a != 0 and b != 0
    private String nonzero(Expression divisor) {
        return TextPrinter.text(Condition.all(Parts.factors(divisor).stream().map(Parts::base).filter(factor -> !(factor instanceof Constant))
                .map(factor -> Condition.compare(Condition.Relation.NOT_EQUAL, factor, Constant.ZERO)).distinct().toList()), session.named());
    }

    // sqrt(b) is a solution where it is a real number; what is said of all solutions is not said of each
    private Condition withRealValue(Solutions solutions, int which) {
        Expression value = solutions.values().get(which);
        Condition condition = solutions.conditions().get(which);
        Condition general = solutions.unless().map(factor -> Condition.compare(Condition.Relation.NOT_EQUAL, factor, Constant.ZERO)).orElse(Condition.TRUE);
        Assumptions known = Assumptions.of(session.elaborator().scope().facts()).and(condition).and(general);
        Condition real = Substitution.variables(value).isEmpty() ? Condition.TRUE : Domains.lost(value, Constant.ZERO, known);
        return Condition.all(List.of(condition, real));
    }

    private void equal(Tree.Call call) {
        switch (Language.equality(session.elaborator(), call)) {
            case Equality.Equal equal -> session.print("true", "");
            case Equality.Different different -> session.print("false" + (different.counterexample().isEmpty() ? "" : ", for example at "
                    + different.counterexample().entrySet().stream().map(entry -> entry.getKey() + " = " + entry.getValue())
                            .collect(Collectors.joining(", "))), "");
            case Equality.Unknown unknown -> session.print("not decided", "");
        }
    }

    private String plain(Tree tree) {
        return tree instanceof Tree.Text text ? text.value() : text(session.elaborator().read(tree).expression());
    }

    private String text(Expression expression) {
        String exact = TextPrinter.text(expression, without(expression));
        if (session.data().determines(expression)) {
            return exact + " = " + TableText.entries(Stabilizer.value(expression, session.data().values(expression)));
        }
        if (isUndefined(expression)) {
            return "nan" + UNDEFINED;
        }
        if (expression instanceof Constant c && !c.value().isExact()) {
            return exact + "   (numeric)"; // no closed form is known
        }
        return exact + value(expression).map(value -> value.rank() == 0 && Double.isNaN(value.scalar()) ? UNDEFINED
                : " = " + (value.rank() == 0 ? Readable.exactly(value.scalar()) : Readable.tensor(value))).orElse("");
    }

    // The same as a formula: with as many digits as one reads, and with the value behind what has one.
    private String latex(Expression expression) {
        if (isUndefined(expression)) {
            return "\\text{undefined}";
        }
        if (expression instanceof Constant c && c.value() instanceof Inexact x) {
            return (Readable.isFull(x.doubleValue(), DIGITS) ? "" : "{}\\approx ") + NumberText.latex(x.doubleValue(), DIGITS);
        }
        String exact = NumberText.latex(expression, without(expression), DIGITS);
        if (session.data().determines(expression)) {
            Value value = Stabilizer.value(expression, session.data().values(expression));
            return value.rank() == 0 ? exact + Readable.latexValue(value, DIGITS) : "";
        }
        return exact + value(expression).filter(value -> value.rank() <= 2 && (value.rank() > 0 || !Double.isNaN(value.scalar())))
                .map(value -> Readable.latexValue(value, DIGITS)).orElse("");
    }

    private static final String UNDEFINED = "   (undefined)";

    private static boolean isUndefined(Expression expression) {
        return expression instanceof Constant c && Double.isNaN(c.value().doubleValue());
    }

    // The decimal form of what does not show it already.
    private static Optional<Value> value(Expression expression) {
        boolean shown = expression instanceof Constant c && (c.value().isInteger() || !c.value().isExact()) || !Substitution.variables(expression).isEmpty()
                || isWritten(expression);
        return shown ? Optional.empty() : decimal(expression).filter(value -> value.entries().length <= MOST_ENTRIES
                && Arrays.stream(value.entries()).noneMatch(Double::isInfinite) && !isUnderflow(expression, value));
    }

    private static boolean isUnderflow(Expression expression, Value value) {
        return value.rank() == 0 && value.scalar() == 0 && Sign.of(expression).orElse(0) != 0;
    }

    // A tensor of numbers shows its value already.
    private static boolean isWritten(Expression expression) {
        return expression instanceof ArrayOf && expression.operands().stream().allMatch(entry -> entry instanceof Constant);
    }

    // Empty for a size without a value, or more entries or terms than there is room for: the exact form says it all.
    private static Optional<Value> decimal(Expression expression) {
        try {
            return Optional.of(NearestDouble.of(expression));
        } catch (FluxionException e) {
            Budget.current().check();
            return Optional.empty();
        }
    }

    // An expression that has a name itself is shown by its parts.
    private Map<Expression, String> without(Expression expression) {
        return session.named().entrySet().stream().filter(entry -> !entry.getKey().equals(expression))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private void print(String label, Expression expression) {
        session.print(label + text(expression), latex(expression));
    }

    // Of what is named several variables, if one of them is a tensor: others are entries of one vector.
    private boolean isGradientOfSeveral(Tree tree) {
        if (!(tree instanceof Tree.Call call) || !call.name().equals("grad") && !call.name().equals("backprop") || !call.named().isEmpty()) {
            return false;
        }
        List<Symbol> named = named(call);
        return call.operands().size() == 1 || named.size() > 1 && named.stream().anyMatch(variable -> !variable.isScalar());
    }

    private List<Symbol> named(Tree.Call call) {
        List<Tree> trees = call.operands().size() == 2 && call.operands().get(1) instanceof Tree.Array array
                ? array.rows().stream().flatMap(List::stream).toList() : List.of();
        List<Symbol> named = trees.stream().filter(Tree.Name.class::isInstance).map(name -> session.elaborator().read(name).expression())
                .filter(value -> value instanceof Symbol symbol && symbol.isVariable()).map(Symbol.class::cast).toList();
        return named.size() == trees.size() ? named : List.of();
    }

    private Map<Symbol, Expression> gradient(Tree.Call call) {
        Expression function = Stabilizer.stabilize(session.elaborator().scalar(call.operands().getFirst(), "the function of a gradient")).expression();
        List<Symbol> variables = call.operands().size() == 1 ? Shows.parameters(function) : named(call);
        Adjoints adjoints = Adjoints.of(function, variables);
        Map<Symbol, Expression> gradients = new java.util.LinkedHashMap<>();
        variables.forEach(variable -> gradients.put(variable, adjoints.gradient(variable)));
        return gradients;
    }

    // Of what is named, or of all that occurs: nothing where it is one matrix, by a single tensor or by numbers.
    private List<Symbol> hessianVariables(Tree.Call call) {
        if (!call.named().isEmpty() || call.operands().isEmpty() || call.operands().size() > 2) {
            return List.of();
        }
        List<Symbol> variables = call.operands().size() == 2 ? named(call) : Shows.parameters(session.elaborator().value(call.operands().getFirst()).expression());
        return variables.stream().allMatch(Expression::isScalar) ? List.of() : variables;
    }

    // One block for each pair: the derivative of the gradient by the first one by the second one.
    private void hessian(Tree.Call call) {
        List<Symbol> variables = hessianVariables(call);
        Expression function = Stabilizer.stabilize(session.elaborator().scalar(call.operands().getFirst(), "the function of a Hessian")).expression();
        List<List<Expression>> blocks = VectorCalculus.hessianBlocks(function, variables);
        for (int i = 0; i < variables.size(); i++) {
            for (int j = 0; j < variables.size(); j++) {
                print(variables.get(i).name() + ", " + variables.get(j).name() + ": ", blocks.get(i).get(j));
            }
        }
    }
}
