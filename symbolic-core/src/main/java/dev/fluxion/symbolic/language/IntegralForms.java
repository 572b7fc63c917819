package dev.fluxion.symbolic.language;

import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Tree;
import dev.fluxion.symbolic.Bound;
import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Condition;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.derivation.Derivation;
import dev.fluxion.symbolic.elaborate.Elaborator;
import dev.fluxion.symbolic.elaborate.Form;
import dev.fluxion.symbolic.elaborate.Typed;
import dev.fluxion.symbolic.elaborate.WrittenParts;
import dev.fluxion.symbolic.explain.Integrations;
import dev.fluxion.symbolic.integrate.DefiniteIntegral;
import dev.fluxion.symbolic.integrate.Gaps;
import dev.fluxion.symbolic.integrate.Integrals;
import dev.fluxion.symbolic.rewrite.Assumptions;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Integrals as functions of the language. */
final class IntegralForms {
    static final String NAME = "integrate";
    static final int VARIABLE = 1; // the operand that names it
    static final Map<String, Form> FORMS = Map.of(NAME, NamedVariables.at(VARIABLE, IntegralForms::integrate));

    static final Map<String, Explanation> DERIVATIONS = Map.of(NAME, IntegralForms::derivation);

    private IntegralForms() {}

    private static Derivation derivation(Elaborator elaborator, Tree.Call call) {
        Asked asked = asked(elaborator, call);
        return asked.ends.isEmpty() ? Integrations.antiderivative(asked.integrand, asked.x, elaborator.scope().facts(), Budget.current())
                : Integrations.definite(asked.integrand, asked.x, asked.ends.getFirst(), asked.ends.getLast(), elaborator.scope().facts(), Budget.current());
    }

    // In a formula an integral between two ends has a meaning without a closed form too.
    private static Typed integrate(Elaborator elaborator, Tree.Call call) {
        return closedForm(elaborator, call).orElseGet(() -> Typed.of(whole(elaborator, call)));
    }

    /**
     * The closed form or number of an integral; nothing where one between two ends has none.
     *
     * @throws dev.fluxion.grammar.FluxionException {@code UNSUPPORTED} if it has one under more assumptions, or no antiderivative is found
     */
    static Optional<Typed> closedForm(Elaborator elaborator, Tree.Call call) {
        Asked asked = asked(elaborator, call);
        Assumptions assumptions = Assumptions.of(elaborator.scope().facts());
        Optional<IntegralAnswer> found = asked.ends.isEmpty() ? Optional.of(antiderivative(asked.integrand, asked.x, assumptions))
                : find(asked.integrand, asked.x, asked.ends.getFirst(), asked.ends.getLast(), assumptions);
        found.ifPresent(answer -> elaborator.provisos().require(answer.conditions()));
        return found.map(answer -> Typed.of(answer.value()));
    }

    /** The value that is asked for by itself, with what a reader should know of it. */
    static IntegralAnswer answer(Elaborator elaborator, Tree.Call call) {
        Asked asked = asked(elaborator, call);
        Assumptions assumptions = Assumptions.of(elaborator.scope().facts());
        return asked.ends.isEmpty() ? antiderivative(asked.integrand, asked.x, assumptions)
                : definite(asked.integrand, asked.x, asked.ends.getFirst(), asked.ends.getLast(), assumptions);
    }

    static IntegralAnswer antiderivative(Expression integrand, Symbol x, Assumptions assumptions) {
        Integrals.Antiderivative found = Integrals.antiderivative(integrand, x, assumptions, Budget.current());
        return new IntegralAnswer(found.expression(), onParameters(found.conditions(), x, assumptions), 0);
    }

    static IntegralAnswer definite(Expression integrand, Symbol x, Expression from, Expression to, Assumptions assumptions) {
        return answer(DefiniteIntegral.of(integrand, x, from, to, assumptions, Budget.current()), x, assumptions);
    }

    private static Optional<IntegralAnswer> find(Expression integrand, Symbol x, Expression from, Expression to, Assumptions assumptions) {
        return DefiniteIntegral.find(integrand, x, from, to, assumptions, Budget.current()).map(integral -> answer(integral, x, assumptions));
    }

    private static IntegralAnswer answer(DefiniteIntegral integral, Symbol x, Assumptions assumptions) {
        List<Condition> conditions = integral.source().map(Integrals.Antiderivative::conditions).orElse(List.of());
        return new IntegralAnswer(integral.value(), onParameters(conditions, x, assumptions), integral.error());
    }

    private static List<Condition> onParameters(List<Condition> conditions, Symbol x, Assumptions assumptions) {
        return conditions.stream().filter(condition -> !assumptions.prove(condition))
                .filter(condition -> condition.operands().stream().noneMatch(part -> Substitution.variables(part).contains(x))).distinct().toList();
    }

    /** What a call asks for, not evaluated. */
    static Expression whole(Elaborator elaborator, Tree.Call call) {
        Asked asked = asked(elaborator, call);
        return asked.ends.isEmpty() ? Bound.antiderivative(asked.x, asked.x, asked.integrand)
                : Bound.integral(asked.x, asked.ends.getFirst(), asked.ends.getLast(), asked.integrand);
    }

    /**
     * An integral or antiderivative that is still whole, with what a reader should know of its value; nothing where an integral has no closed form.
     *
     * @throws dev.fluxion.grammar.FluxionException as {@link #closedForm}
     */
    static Optional<IntegralAnswer> closedForm(Elaborator elaborator, Bound bound) {
        Assumptions assumptions = Assumptions.of(elaborator.scope().facts());
        Bound.Opened opened = bound.open();
        if (bound.kind() == Bound.Kind.INTEGRAL) {
            return find(opened.body(), opened.symbol(), bound.first(), bound.last(), assumptions);
        }
        Integrals.Antiderivative found = Integrals.antiderivative(opened.body(), opened.symbol(), assumptions, Budget.current());
        Expression value = Substitution.replace(found.expression(), Map.of(opened.symbol(), bound.first()));
        return Optional.of(new IntegralAnswer(value, onParameters(found.conditions(), opened.symbol(), assumptions), 0));
    }

    /** What a call asks for; no ends stand for an antiderivative. */
    private record Asked(Expression integrand, Symbol x, List<Expression> ends) {}

    private static Asked asked(Elaborator elaborator, Tree.Call call) {
        CalculusForms.requireOperands(call, 1, 4);
        CalculusForms.requireNoNames(call);
        Expression integrand = elaborator.scalar(call.operands().getFirst(), "an integrand");
        Symbol x = CalculusForms.theVariable(elaborator, call, VARIABLE, integrand);
        if (call.operands().size() == 3) {
            throw new FluxionException(Diagnostic.of(Diagnostic.Code.NAME, "a definite integral needs two ends", call.nameSpan())
                    .withHint("write integrate(f, x, a, b)"));
        }
        List<Expression> ends = call.operands().size() < 4 ? List.of() : List.of(elaborator.scalar(call.operands().get(2), "the lower end of an integral"),
                elaborator.scalar(call.operands().get(3), "the upper end of an integral"));
        if (!ends.isEmpty()) {
            Gaps.requireNone(WrittenParts.of(elaborator, call.operands().getFirst()), x, ends.getFirst(), ends.getLast());
        }
        return new Asked(integrand, x, ends);
    }
}
