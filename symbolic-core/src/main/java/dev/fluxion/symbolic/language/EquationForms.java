package dev.fluxion.symbolic.language;

import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Tree;
import dev.fluxion.symbolic.ArrayOf;
import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Condition;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Shape;
import dev.fluxion.symbolic.Size;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.algebra.Equations;
import dev.fluxion.symbolic.algebra.Nonzero;
import dev.fluxion.symbolic.algebra.Solutions;
import dev.fluxion.symbolic.algebra.SolveStep;
import dev.fluxion.symbolic.algebra.WrittenEquation;
import dev.fluxion.symbolic.derivation.Derivation;
import dev.fluxion.symbolic.elaborate.Elaborator;
import dev.fluxion.symbolic.elaborate.Typed;
import dev.fluxion.symbolic.elaborate.WrittenParts;
import dev.fluxion.symbolic.explain.SolutionSteps;
import dev.fluxion.symbolic.polynomial.LinearEquations;
import dev.fluxion.symbolic.print.TextPrinter;
import dev.fluxion.symbolic.rewrite.Assumptions;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Equations as a function of the language: {@code solve(equation, x)}, {@code solve(equation, x, a, b)}, {@code solve([e1, e2], [x, y])}. */
final class EquationForms {
    private EquationForms() {}

    /** Whether a call asks for the solutions of equations, and not for those of a system given by a matrix. */
    static boolean isEquation(Elaborator elaborator, Tree.Call call) {
        if (call.operands().isEmpty()) {
            return false;
        }
        Tree first = call.operands().getFirst();
        boolean compared = first instanceof Tree.Chain chain && chain.links().getFirst().operator().text().equals("==");
        boolean named = call.operands().size() > 1 && isScalarName(elaborator, call.operands().get(1));
        return compared || named || isSystem(call);
    }

    private static boolean isScalarName(Elaborator elaborator, Tree tree) {
        return tree instanceof Tree.Name && elaborator.read(tree).expression() instanceof Symbol symbol && symbol.isVariable() && symbol.isScalar();
    }

    /** Whether several equations are given in brackets. */
    static boolean isSystem(Tree.Call call) {
        return call.operands().getFirst() instanceof Tree.Array array && array.rows().stream().flatMap(List::stream)
                .allMatch(each -> each instanceof Tree.Chain chain && chain.links().getFirst().operator().text().equals("=="));
    }

    /** An equation with the parts that its text has. */
    static WrittenEquation written(Elaborator elaborator, Tree tree) {
        return WrittenEquation.of(VectorForms.equation(elaborator, tree), WrittenParts.of(elaborator, tree));
    }

    /** What a call asks for. */
    private record Asked(WrittenEquation equation, Symbol x, Optional<Equations.Interval> interval) {}

    private static Asked asked(Elaborator elaborator, Tree.Call call) {
        CalculusForms.requireOperands(call, 1, 4);
        CalculusForms.requireNoNames(call);
        WrittenEquation equation = written(elaborator, call.operands().getFirst());
        Symbol x = CalculusForms.theVariable(elaborator, call, 1, equation.zero());
        Optional<Equations.Interval> interval = Optional.empty();
        if (call.operands().size() == 4) {
            interval = Optional.of(new Equations.Interval(elaborator.scalar(call.operands().get(2), "the left end of an interval"),
                    elaborator.scalar(call.operands().get(3), "the right end of an interval")));
        } else if (call.operands().size() == 3) {
            throw new FluxionException(Diagnostic.of(Diagnostic.Code.NAME, "an interval needs two ends", call.nameSpan())
                    .withHint("write solve(equation, x, a, b)"));
        }
        return new Asked(equation, x, interval);
    }

    /** The solutions of one equation. */
    static Solutions solutions(Elaborator elaborator, Tree.Call call) {
        Asked asked = asked(elaborator, call);
        return Equations.solve(asked.equation, asked.x, asked.interval, Assumptions.of(elaborator.scope().facts()), Budget.current());
    }

    /** How they are found. */
    static Derivation derivation(Elaborator elaborator, Tree.Call call) {
        if (!isEquation(elaborator, call) || isSystem(call)) {
            throw new FluxionException(Diagnostic.of(Diagnostic.Code.UNSUPPORTED, "the steps of a system of equations", call.span()));
        }
        Asked asked = asked(elaborator, call);
        Solutions solutions = solutions(elaborator, call);
        if (solutions.values().isEmpty() && !solutions.complete()) {
            throw noSolution(call, solutions);
        }
        List<SolveStep> steps = Equations.steps(asked.equation, asked.x, asked.interval, Assumptions.of(elaborator.scope().facts()), Budget.current());
        return SolutionSteps.of(asked.equation, asked.x, steps, solutions);
    }

    private static FluxionException noSolution(Tree.Call call, Solutions solutions) {
        if (!solutions.complete()) {
            return new FluxionException(Diagnostic.of(Diagnostic.Code.UNSUPPORTED, "no solution was found, but that there is none is not proved"
                    + solutions.unless().map(factor -> ": it depends on whether " + factor + " is 0").orElse(""), call.span()));
        }
        return new FluxionException(Diagnostic.of(Diagnostic.Code.DOMAIN, "this equation has no real solution", call.span()));
    }

    /** The vector of all solutions, or the only one. */
    static Typed solve(Elaborator elaborator, Tree.Call call) {
        if (isSystem(call)) {
            SystemAnswer system = system(elaborator, call);
            elaborator.provisos().require(List.of(system.where()));
            return Typed.of(system.value());
        }
        Solutions solutions = solutions(elaborator, call);
        if (solutions.areConditional()) {
            int at = IntStream.range(0, solutions.values().size()).filter(i -> !Solutions.isGeneric(solutions.conditions().get(i))).findFirst().orElseThrow();
            throw new FluxionException(Diagnostic.of(Diagnostic.Code.UNSUPPORTED, solutions.values().get(at) + " is a solution only if "
                    + TextPrinter.text(solutions.conditions().get(at)), call.span()).withHint("assume it, or that it is false"));
        }
        if (!solutions.complete() && solutions.unless().isEmpty() && call.operands().size() < 4) {
            throw new FluxionException(Diagnostic.of(Diagnostic.Code.UNSUPPORTED, "whether all solutions were found is not certain, so that they are no value",
                    call.span()).withHint("as a statement of its own it prints those that were found; or name an interval: solve(equation, x, a, b)"));
        }
        if (solutions.values().isEmpty()) {
            throw noSolution(call, solutions);
        }
        return Typed.of(vector(solutions.values()));
    }

    private static Expression vector(List<Expression> values) {
        return values.size() == 1 ? values.getFirst() : ArrayOf.of(Shape.of(Size.of(values.size())), values);
    }

    /** Linear equations: values in the order of the unknowns. */
    static SystemAnswer system(Elaborator elaborator, Tree.Call call) {
        CalculusForms.requireOperands(call, 2, 2);
        List<Expression> zero = ((Tree.Array) call.operands().getFirst()).rows().stream().flatMap(List::stream)
                .map(each -> VectorForms.equation(elaborator, each)).toList();
        List<Symbol> unknowns = CalculusForms.named(elaborator, call.operands().get(1));
        Optional<LinearEquations.Solution> found = LinearEquations.solve(zero, unknowns, Budget.current())
                .orElseThrow(() -> new FluxionException(Diagnostic.of(Diagnostic.Code.UNSUPPORTED, "a system of equations that are not linear", call.span())));
        LinearEquations.Solution solution = found.orElseThrow(
                () -> new FluxionException(Diagnostic.of(Diagnostic.Code.DOMAIN, "these equations contradict each other", call.span())));
        Assumptions assumptions = Assumptions.of(elaborator.scope().facts());
        Condition where = Condition.all(solution.nonzero().stream().map(divisor -> Nonzero.of(divisor, Budget.current()))
                .filter(condition -> !assumptions.prove(condition)).toList());
        return new SystemAnswer(vector(unknowns.stream().map(unknown -> solution.values().getOrDefault(unknown, unknown)).toList()), where);
    }
}
