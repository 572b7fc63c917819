package dev.fluxion.symbolic.language;

import dev.fluxion.grammar.Span;
import dev.fluxion.grammar.Tree;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.derivation.Check;
import dev.fluxion.symbolic.derivation.Derivation;
import dev.fluxion.symbolic.derivation.Detail;
import dev.fluxion.symbolic.derivation.Section;
import dev.fluxion.symbolic.derivation.Step;
import dev.fluxion.symbolic.elaborate.Elaborator;
import dev.fluxion.symbolic.elaborate.Typed;
import dev.fluxion.symbolic.evaluate.ScalarValues;
import dev.fluxion.symbolic.explain.PrimeNotation;
import dev.fluxion.symbolic.print.Presenter;
import dev.fluxion.symbolic.print.Write;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** The steps to {@code f'(2)}: the derivative at the parameter of the function, then its value at the point. */
final class PointSteps {
    private static final double AGREEING = 1e-9;

    private PointSteps() {}

    static Derivation of(Elaborator elaborator, Tree.Call call, String parameter) {
        Symbol x = Symbol.of(parameter);
        Elaborator inside = elaborator.in(elaborator.scope().with(Map.of(parameter, Typed.of(x))));
        Tree.Call at = new Tree.Call(call.name(), call.nameSpan(), call.primes(), List.of(), List.of(Write.name(parameter)), List.of(), call.span());
        Tree.Call plain = new Tree.Call(call.name(), call.nameSpan(), 0, List.of(), at.operands(), List.of(), call.span());
        List<Symbol> by = Collections.nCopies(call.primes(), x);
        Derivation general = PrimeNotation.of(WholeIntegrals.steps(inside, WholeIntegrals.differentiable(inside, plain, by), by), at);
        Elaborator there = elaborator.apart();
        Expression value = there.read(call).expression();
        Expression point = elaborator.read(call.operands().getFirst()).expression();
        Tree.Named named = new Tree.Named(parameter, Presenter.tree(point), Span.NONE);
        Tree placed = new Tree.Call("subs", Span.NONE, 0, List.of(), List.of(Presenter.tree(general.result())), List.of(named), Span.NONE);
        List<Section> sections = new ArrayList<>();
        general.sections().forEach(section -> sections.add(new Section(section.title().isEmpty() ? "Derivative" : section.title(), Detail.TEXTBOOK, section.steps(),
                section.chained())));
        Step put = new Step("value at the point", call, placed, Detail.TEXTBOOK, Check.UNNEEDED);
        sections.add(new Section("At " + parameter + " = " + point, Detail.OVERVIEW, List.of(put,
                last(general.result(), x, point, value, placed).noting(List.of(), List.of(), there.provisos().replacements()))));
        return new Derivation(general.title(), "", sections, List.of(new Derivation.Result(call, value)), general.tensors());
    }

    // Where the formula has no value, the derivative is the limit of the difference quotient.
    private static Step last(Expression formula, Symbol x, Expression point, Expression value, Tree placed) {
        Expression plain = Substitution.replace(formula, Map.of(x, point));
        double direct = number(plain);
        double claimed = number(value);
        if (Double.isFinite(direct) && Double.isFinite(claimed) && Math.abs(direct - claimed) <= AGREEING * Math.max(1, Math.abs(direct))) {
            return new Step("the point put in", placed, Presenter.tree(value), Detail.OVERVIEW, Check.at(1));
        }
        boolean number = Substitution.variables(plain).isEmpty();
        return new Step(number ? "limit of the difference quotient" : "the point put in", placed, Presenter.tree(value), Detail.OVERVIEW,
                Check.none(number ? "the formula has no value there" : "the point is no number"));
    }

    private static double number(Expression expression) {
        return Substitution.variables(expression).isEmpty() ? new ScalarValues(expression).at(Map.of()) : Double.NaN;
    }
}
