package dev.fluxion.symbolic.language;

import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Tree;
import dev.fluxion.symbolic.Bound;
import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Call;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.Topology;
import dev.fluxion.symbolic.asymptotic.Expansions;
import dev.fluxion.symbolic.asymptotic.Limits;
import dev.fluxion.symbolic.asymptotic.Surroundings;
import dev.fluxion.symbolic.derivation.Derivation;
import dev.fluxion.symbolic.elaborate.Elaborator;
import dev.fluxion.symbolic.elaborate.Form;
import dev.fluxion.symbolic.elaborate.Typed;
import dev.fluxion.symbolic.elaborate.WrittenParts;
import dev.fluxion.symbolic.explain.LimitDerivations;
import dev.fluxion.symbolic.explain.SeriesDerivations;
import dev.fluxion.symbolic.number.Rational;
import dev.fluxion.symbolic.rewrite.Assumptions;
import java.util.List;
import java.util.Map;

/** Limits and series as functions of the language. */
final class AsymptoticForms {
    static final Map<String, Form> FORMS = Map.of("limit", NamedVariables.at(1, AsymptoticForms::limit),
            "series", NamedVariables.at(1, AsymptoticForms::series));
    static final Map<String, Explanation> DERIVATIONS = Map.of("limit", AsymptoticForms::limitSteps, "series", AsymptoticForms::seriesSteps);
    private static final int MOST_TERMS = 200;

    private AsymptoticForms() {}

    // limit(f, x, a), limit(f, x, a, right)
    private static Typed limit(Elaborator elaborator, Tree.Call call) {
        Approached asked = approached(elaborator, call);
        Limits.Limit limit;
        try {
            limit = Limits.limit(asked.function, asked.variable, asked.to, asked.side, Assumptions.of(elaborator.scope().facts()), Budget.current());
        } catch (FluxionException e) {
            if (e.diagnostic().code() != Diagnostic.Code.UNSUPPORTED || Topology.of(asked.function).nodes().stream().noneMatch(Call.class::isInstance)) {
                throw e;
            }
            return Typed.of(Bound.limit(asked.variable, asked.to, asked.side.ordinal() - 1, asked.function)); // of a function that is only named
        }
        if (!limit.exists()) {
            throw new FluxionException(Diagnostic.of(Diagnostic.Code.DOMAIN, "the limit does not exist: " + limit.reason(), call.span()));
        }
        elaborator.provisos().require(limit.conditions());
        return Typed.of(limit.value());
    }

    /** What a call asks for. */
    private record Approached(Expression function, Symbol variable, Expression to, Limits.Side side) {}

    private static Approached approached(Elaborator elaborator, Tree.Call call) {
        CalculusForms.requireOperands(call, 3, 4);
        CalculusForms.requireNoNames(call);
        Expression function = elaborator.scalar(call.operands().get(0), "the function of a limit");
        Symbol variable = CalculusForms.scalarVariable(elaborator, call, 1);
        Expression to = exactly(elaborator.scalar(call.operands().get(2), "the point of a limit"));
        Limits.Side asked = call.operands().size() == 3 ? Limits.Side.BOTH : side(call.operands().get(3));
        Limits.Side side = Surroundings.side(WrittenParts.of(elaborator, call.operands().get(0)), variable, to, asked)
                .orElseThrow(() -> new FluxionException(Diagnostic.of(Diagnostic.Code.DOMAIN, "the limit does not exist: " + Limits.Limit.OUTSIDE.reason(), call.span())));
        return new Approached(function, variable, to, side);
    }

    // Next to a rounded point nothing cancels that cancels at it.
    private static Expression exactly(Expression point) {
        return point instanceof Constant c && Double.isFinite(c.value().doubleValue()) ? Constant.of(Rational.of(c.value())) : point;
    }

    private static Derivation limitSteps(Elaborator elaborator, Tree.Call call) {
        Approached asked = approached(elaborator, call);
        return LimitDerivations.of(asked.function, asked.variable, asked.to, asked.side, elaborator.scope().facts(), Budget.current());
    }

    private static Limits.Side side(Tree tree) {
        if (tree instanceof Tree.Name(String name, var span)) {
            if (name.equals("right")) {
                return Limits.Side.RIGHT;
            }
            if (name.equals("left")) {
                return Limits.Side.LEFT;
            }
        }
        throw new FluxionException(Diagnostic.of(Diagnostic.Code.NAME, "a side is expected here: right or left", tree.span()));
    }

    // series(f, x, a, n)
    private static Typed series(Elaborator elaborator, Tree.Call call) {
        Expansions.Expansion expansion = expansion(elaborator, call);
        elaborator.provisos().require(expansion.conditions());
        return Typed.of(expansion.withOrder());
    }

    private static Derivation seriesSteps(Elaborator elaborator, Tree.Call call) {
        return SeriesDerivations.of(elaborator.scalar(call.operands().getFirst(), "the function of a series"), expansion(elaborator, call));
    }

    private static Expansions.Expansion expansion(Elaborator elaborator, Tree.Call call) {
        CalculusForms.requireOperands(call, 4, 4);
        CalculusForms.requireNoNames(call);
        Expression function = elaborator.scalar(call.operands().get(0), "the function of a series");
        Symbol variable = CalculusForms.scalarVariable(elaborator, call, 1);
        Expression about = exactly(elaborator.scalar(call.operands().get(2), "the point of a series"));
        int below = terms(elaborator.scalar(call.operands().get(3), "the number of terms"), call.operands().get(3));
        return Expansions.of(function, variable, about, below, Assumptions.of(elaborator.scope().facts()), Budget.current());
    }

    private static int terms(Expression value, Tree at) {
        if (value instanceof Constant c && c.value() instanceof Rational r && r.isInt() && Math.abs(r.intValue()) <= MOST_TERMS) {
            return r.intValue();
        }
        throw new FluxionException(Diagnostic.of(Diagnostic.Code.NAME, "the order of a series must be a whole number up to " + MOST_TERMS, at.span()));
    }

    /** {@code O(x^n)} as a text, which says what a series leaves out. */
    static Typed order(Elaborator elaborator, Tree.Call call) {
        CalculusForms.requireOperands(call, 1, 1);
        return Typed.of(Call.of(call.name(), List.of(elaborator.scalar(call.operands().getFirst(), "an order"))));
    }
}
