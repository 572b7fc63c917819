package dev.fluxion.symbolic.language;

import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Span;
import dev.fluxion.grammar.Tree;
import dev.fluxion.symbolic.ArrayOf;
import dev.fluxion.symbolic.Call;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Elementwise;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Power;
import dev.fluxion.symbolic.Product;
import dev.fluxion.symbolic.Size;
import dev.fluxion.symbolic.Sum;
import dev.fluxion.symbolic.distribution.Distribution;
import dev.fluxion.symbolic.distribution.Distribution.Formula;
import dev.fluxion.symbolic.distribution.Distributions;
import dev.fluxion.symbolic.elaborate.Elaborator;
import dev.fluxion.symbolic.elaborate.Form;
import dev.fluxion.symbolic.elaborate.Typed;
import dev.fluxion.symbolic.elaborate.Usages;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Distributions as values of the language, and what is asked of them. A distribution is a call of its family that no number can be made of;
 * {@code pdf(D, x)} and its like are ordinary expressions.
 */
final class DistributionForms {
    static final Map<String, Form> FORMS = new HashMap<>();

    static {
        Distributions.names().forEach(name -> FORMS.put(name, DistributionForms::family));
        FORMS.put("pdf", (e, call) -> at(e, call, RowFormula::density));
        FORMS.put("logpdf", (e, call) -> at(e, call, RowFormula::logDensity));
        FORMS.put("cdf", (e, call) -> at(e, call, RowFormula::cumulative));
        FORMS.put("quantile", (e, call) -> at(e, call, RowFormula::quantile));
        FORMS.put("expectation", (e, call) -> moment(e, call, Formula.MEAN));
        FORMS.put("variance", DistributionForms::variance);
        FORMS.put("entropy", DistributionForms::entropy);
        FORMS.put("kl", DistributionForms::divergence);
    }

    private DistributionForms() {}

    @FunctionalInterface
    private interface AtPoint {
        Typed value(RowFormula formula, Typed x);
    }

    private static Typed family(Elaborator elaborator, Tree.Call call) {
        Distribution row = Distributions.named(call.name()).orElseThrow();
        CalculusForms.requireOperands(call, row.parameters().size(), row.parameters().size(), Usages.hint(row.name(), List.of(row.parameters())));
        requireNoNames(call);
        List<Expression> parameters = new ArrayList<>();
        for (Tree operand : call.operands()) {
            Typed value = elaborator.read(operand);
            if (value.isOpen() || value.row()) {
                throw problem(Diagnostic.Code.SHAPE, "a parameter of '" + call.name() + "' is a number, a column or a matrix", operand.span(), "");
            }
            parameters.add(value.expression());
        }
        new RowFormula(row, parameters).requireValid(call.span());
        return Typed.of(Call.of(call.name(), parameters));
    }

    private static void requireNoNames(Tree.Call call) {
        if (!call.named().isEmpty()) {
            throw problem(Diagnostic.Code.NAME, "'" + call.name() + "' has no named operand " + call.named().getFirst().name(),
                    call.named().getFirst().span(), "");
        }
    }

    static FluxionException problem(Diagnostic.Code code, String message, Span span, String hint) {
        return new FluxionException(Diagnostic.of(code, message, span).withHint(hint));
    }

    private static RowFormula distribution(Elaborator elaborator, Tree tree, String asked) {
        Expression value = elaborator.value(tree).expression();
        if (value instanceof Call call && Distributions.isName(call.name())) {
            return new RowFormula(Distributions.named(call.name()).orElseThrow(), call.operands());
        }
        throw problem(Diagnostic.Code.NAME, "'" + asked + "' needs a distribution here", tree.span(), "known are " + String.join(", ",
                Distributions.names()));
    }

    private static Typed at(Elaborator elaborator, Tree.Call call, AtPoint formula) {
        CalculusForms.requireOperands(call, 2, 2);
        requireNoNames(call);
        RowFormula of = distribution(elaborator, call.operands().getFirst(), call.name());
        return placed(call, () -> formula.value(of, elaborator.read(call.operands().getLast())));
    }

    // Places inside the table's formulas mean nothing to a reader of the call.
    private static Typed placed(Tree.Call call, java.util.function.Supplier<Typed> value) {
        try {
            return value.get();
        } catch (FluxionException e) {
            throw e.diagnostic().span() == Span.NONE ? e.at(call.span()) : e;
        }
    }

    private static Typed moment(Elaborator elaborator, Tree.Call call, Formula which) {
        CalculusForms.requireOperands(call, 1, 1);
        requireNoNames(call);
        RowFormula of = distribution(elaborator, call.operands().getFirst(), call.name());
        return placed(call, () -> {
            Typed value = of.formula(which).orElseThrow(() -> undefined(call, of));
            if (isUndefined(value.expression())) {
                throw undefined(call, of);
            }
            return value;
        });
    }

    private static boolean isUndefined(Expression value) {
        return value instanceof Constant c && Double.isNaN(c.value().doubleValue());
    }

    private static FluxionException undefined(Tree.Call call, RowFormula of) {
        return problem(Diagnostic.Code.DOMAIN, of + " has no " + call.name() + ": its integral does not converge", call.span(), "");
    }

    // Of a distribution, or of data: the sum of squared deviations over one less than their number.
    private static Typed variance(Elaborator elaborator, Tree.Call call) {
        CalculusForms.requireOperands(call, 1, 1);
        Typed operand = elaborator.value(call.operands().getFirst());
        if (operand.rank() == 0) {
            return moment(elaborator, call, Formula.VARIANCE);
        }
        if (operand.rank() != 1 || operand.shape().size(0).equals(Size.ONE)) {
            throw problem(Diagnostic.Code.SHAPE, "'" + call.name() + "' needs a distribution or a vector of at least 2 entries, but this has shape "
                    + operand.shape(), call.span(), "");
        }
        if (operand.expression() instanceof ArrayOf array) {
            return Typed.of(variance(array.operands()));
        }
        return RowFormula.text("sum((v - mean(v)) .^ 2)/(count(v) - 1)", Map.of("v", Typed.of(operand.expression())));
    }

    // Written out, so that exact entries give an exact number.
    private static Expression variance(List<Expression> entries) {
        Expression mean = Product.of(Sum.of(entries), Power.of(Constant.of(entries.size()), Constant.MINUS_ONE));
        List<Expression> squares = entries.stream().map(entry -> Power.of(Sum.of(entry, Elementwise.negate(mean)), Constant.of(2))).toList();
        return Product.of(Sum.of(squares), Power.of(Constant.of(entries.size() - 1), Constant.MINUS_ONE));
    }

    private static Typed entropy(Elaborator elaborator, Tree.Call call) {
        CalculusForms.requireOperands(call, 1, 1);
        requireNoNames(call);
        RowFormula of = distribution(elaborator, call.operands().getFirst(), call.name());
        return placed(call, () -> of.formula(Formula.ENTROPY).orElseGet(() -> Typed.of(Constant.inexact(new NumericExpectation(of).entropy()))));
    }

    private static Typed divergence(Elaborator elaborator, Tree.Call call) {
        CalculusForms.requireOperands(call, 2, 2);
        requireNoNames(call);
        RowFormula p = distribution(elaborator, call.operands().getFirst(), call.name());
        RowFormula q = distribution(elaborator, call.operands().getLast(), call.name());
        return placed(call, () -> p.divergence(q).filter(closed -> !isUndefined(closed.expression()))
                .orElseGet(() -> Typed.of(Constant.inexact(new NumericExpectation(p).divergence(q)))));
    }

}
