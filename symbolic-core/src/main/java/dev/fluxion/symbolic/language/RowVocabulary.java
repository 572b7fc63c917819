package dev.fluxion.symbolic.language;

import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Span;
import dev.fluxion.grammar.Tree;
import dev.fluxion.symbolic.Apply;
import dev.fluxion.symbolic.Condition;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Elementwise;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Piecewise;
import dev.fluxion.symbolic.Power;
import dev.fluxion.symbolic.Product;
import dev.fluxion.symbolic.Selection;
import dev.fluxion.symbolic.Shape;
import dev.fluxion.symbolic.Size;
import dev.fluxion.symbolic.Sizes;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Sum;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.elaborate.BasicVocabulary;
import dev.fluxion.symbolic.elaborate.Elaborator;
import dev.fluxion.symbolic.elaborate.Form;
import dev.fluxion.symbolic.elaborate.Typed;
import dev.fluxion.symbolic.evaluate.Evaluator;
import dev.fluxion.symbolic.evaluate.Value;
import dev.fluxion.symbolic.number.Rational;
import dev.fluxion.symbolic.operator.Elementary;
import dev.fluxion.symbolic.operator.Stepwise;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** What formulas in the table of distributions may use besides the language: sizes and entries of vectors of probabilities. */
final class RowVocabulary extends BasicVocabulary {
    static final RowVocabulary INSTANCE = new RowVocabulary();
    private static final double SYMMETRIC_TO = 1e-12;

    private static final Map<String, Form> FORMS = Map.of(
            "whole", (e, call) -> operand(e, call, 0).with(whole(operand(e, call, 0).expression())),
            "count", (e, call) -> Typed.of(Sizes.expression(operand(e, call, 0).shape().sizes().stream().reduce(Size.ONE, Size::times))),
            "moment", (e, call) -> Typed.of(moment(operand(e, call, 0), operand(e, call, 1).expression(), operand(e, call, 2).expression())),
            "divergence", (e, call) -> Typed.of(divergence(operand(e, call, 0), call.operands().size() == 1 ? List.of() : entries(operand(e, call, 1)))),
            "entry", (e, call) -> Typed.of(entry(operand(e, call, 0), operand(e, call, 1).expression())),
            "accumulated", (e, call) -> Typed.of(accumulated(operand(e, call, 0), operand(e, call, 1).expression())),
            "category", (e, call) -> Typed.of(category(operand(e, call, 0), operand(e, call, 1).expression())),
            "covariance", (e, call) -> Typed.of(isCovariance(operand(e, call, 0), operand(e, call, 1)) ? Constant.ONE : Constant.ZERO));

    private RowVocabulary() {}

    @Override
    public Optional<Form> form(String name) {
        Form own = FORMS.get(name);
        return own != null ? Optional.of(own) : super.form(name);
    }

    private static Typed operand(Elaborator elaborator, Tree.Call call, int position) {
        return elaborator.read(call.operands().get(position));
    }

    private static Expression whole(Expression x) {
        return x instanceof Constant c && c.value() instanceof Rational r && r.isInt() ? x : Apply.of(Stepwise.FLOOR, x);
    }

    private static int length(Typed vector) {
        if (vector.rank() != 1 || !vector.shape().size(0).isLiteral()) {
            throw FluxionException.unsupported("categories whose number is not written out");
        }
        return Math.toIntExact(vector.shape().size(0).literal());
    }

    // Σ pₖ·(k − about)^order
    private static Expression moment(Typed vector, Expression about, Expression order) {
        List<Expression> terms = new ArrayList<>();
        for (Expression each : entries(vector)) {
            Expression distance = Sum.of(Constant.of(terms.size() + 1), Elementwise.negate(about));
            terms.add(Product.of(each, Power.of(distance, order)));
        }
        return Sum.of(terms);
    }

    // Σ pₖ·log(pₖ/qₖ), or of log(pₖ) without q; what has no probability adds nothing
    private static Expression divergence(Typed vector, List<Expression> others) {
        List<Expression> own = entries(vector);
        if (!others.isEmpty() && others.size() != own.size()) {
            throw FluxionException.unsupported("the divergence of distributions over " + own.size() + " and " + others.size() + " categories");
        }
        List<Expression> terms = new ArrayList<>();
        for (int k = 0; k < own.size(); k++) {
            Expression p = own.get(k);
            boolean vanishes = p.equals(Constant.ZERO);
            boolean impossible = !vanishes && !others.isEmpty() && others.get(k).equals(Constant.ZERO);
            if (impossible) {
                return Symbol.INFINITY;
            }
            Expression ratio = vanishes || others.isEmpty() ? p : Product.of(p, Power.of(others.get(k), Constant.MINUS_ONE));
            Expression term = vanishes ? p : Product.of(p, Apply.of(Elementary.LOGARITHM, ratio));
            terms.add(Piecewise.of(List.of(new Piecewise.Case(compare(p, Condition.Relation.GREATER, Constant.ZERO), term)), Constant.ZERO));
        }
        return Sum.of(terms);
    }

    private static List<Expression> entries(Typed vector) {
        return IntStream.rangeClosed(1, length(vector)).mapToObj(i -> Selection.of(vector.expression(), 0, i)).toList();
    }

    private static Condition compare(Expression x, Condition.Relation relation, Expression bound) {
        return Condition.compare(relation, x, bound);
    }

    private static Expression entry(Typed vector, Expression x) {
        List<Piecewise.Case> cases = new ArrayList<>();
        for (Expression each : entries(vector)) {
            cases.add(new Piecewise.Case(compare(x, Condition.Relation.EQUAL, Constant.of(cases.size() + 1)), each));
        }
        return Piecewise.of(cases, Constant.ZERO);
    }

    private static Expression accumulated(Typed vector, Expression x) {
        List<Expression> entries = entries(vector);
        List<Piecewise.Case> cases = new ArrayList<>();
        for (int k = 0; k < entries.size(); k++) {
            cases.add(new Piecewise.Case(compare(x, Condition.Relation.LESS, Constant.of(k + 1)), Sum.of(entries.subList(0, k))));
        }
        return Piecewise.of(cases, Constant.ONE);
    }

    private static Expression category(Typed vector, Expression level) {
        List<Expression> entries = entries(vector);
        List<Piecewise.Case> cases = new ArrayList<>();
        for (int k = 1; k < entries.size(); k++) {
            cases.add(new Piecewise.Case(compare(level, Condition.Relation.LESS_EQUAL, Sum.of(entries.subList(0, k))), Constant.of(k)));
        }
        return Piecewise.of(cases, Constant.of(entries.size()));
    }

    // Symmetric and positive definite, as far as numbers tell: a symbolic matrix is taken at its word.
    private static boolean isCovariance(Typed mean, Typed covariance) {
        if (mean.rank() != 1 || !covariance.shape().equals(Shape.of(mean.shape().size(0), mean.shape().size(0)))) {
            throw new FluxionException(Diagnostic.of(Diagnostic.Code.SHAPE, "a vector of means and a square matrix of covariances belong together, but"
                    + " these have shapes " + mean.shape() + " and " + covariance.shape(), Span.NONE).withHint("for a mean of shape [n] the covariances have shape [n, n]"));
        }
        Expression matrix = covariance.expression();
        if (!Substitution.variables(matrix).isEmpty()) {
            return true;
        }
        Value value = Evaluator.evaluate(matrix, Map.of());
        int n = value.sizes()[0];
        double[][] lower = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double entry = value.entries()[i * n + j];
                if (Math.abs(entry - value.entries()[j * n + i]) > SYMMETRIC_TO * Math.abs(entry)) {
                    return false;
                }
                double rest = entry;
                for (int k = 0; k < j; k++) {
                    rest -= lower[i][k] * lower[j][k];
                }
                if (i == j && !(rest > 0)) {
                    return false;
                }
                lower[i][j] = i == j ? Math.sqrt(rest) : rest / lower[j][j];
            }
        }
        return true;
    }
}
