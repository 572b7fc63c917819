package dev.fluxion.symbolic.print;

import dev.fluxion.grammar.Span;
import dev.fluxion.grammar.Tree;
import dev.fluxion.symbolic.Apply;
import dev.fluxion.symbolic.ArrayOf;
import dev.fluxion.symbolic.Bound;
import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Call;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Fold;
import dev.fluxion.symbolic.Indicator;
import dev.fluxion.symbolic.MatrixFunction;
import dev.fluxion.symbolic.Piecewise;
import dev.fluxion.symbolic.Power;
import dev.fluxion.symbolic.Product;
import dev.fluxion.symbolic.Reduction;
import dev.fluxion.symbolic.Selection;
import dev.fluxion.symbolic.Sum;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.number.Rational;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Sums as people write them: higher powers first, numbers last, a positive term in front if there is one. */
final class Sums {
    private final Presenter presenter;

    Sums(Presenter presenter) {
        this.presenter = presenter;
    }

    // What the place of a term depends on.
    private record Rank(Expression term, boolean stretches, double degree) {}

    /** The terms in the order in which they are written. */
    static List<Expression> ordered(Sum sum) {
        Optional<Call> order = sum.terms().stream().filter(Sums::isOrder).map(Call.class::cast).findFirst();
        if (order.isPresent()) {
            return byRisingPowers(new ArrayList<>(sum.terms()), order.get());
        }
        Budget budget = Budget.current();
        List<Rank> ranks = new ArrayList<>();
        for (Expression term : sum.terms()) {
            budget.tick(1);
            ranks.add(new Rank(term, stretches(term), degree(term)));
        }
        ranks.sort(Comparator.comparing(Rank::stretches).thenComparing(Comparator.comparingDouble(Rank::degree).reversed()));
        List<Expression> ordered = new ArrayList<>(ranks.stream().map(Rank::term).toList());
        for (int i = 0; i < ordered.size(); i++) {
            if (!isNegative(ordered.get(i)) && (i == 0 || !stretches(ordered.get(i)) || isOneValue(ordered.get(i)))) {
                ordered.addFirst(ordered.remove(i));
                break;
            }
        }
        return ordered;
    }

    private static boolean isOrder(Expression term) {
        return term instanceof Call call && call.name().equals("O") && call.operands().size() == 1;
    }

    // A series: by rising powers of what the order is a power of.
    private static List<Expression> byRisingPowers(List<Expression> terms, Call order) {
        Expression operand = order.operands().getFirst();
        Expression base = operand instanceof Power p ? p.base() : operand;
        double sign = Math.signum(exponent(operand, base));
        terms.sort(Comparator.comparing(Sums::isOrder).thenComparingDouble(term -> sign * exponent(term, base)));
        return terms;
    }

    private static double exponent(Expression term, Expression base) {
        return switch (term) {
            case Power p when p.base().equals(base) && p.exponent() instanceof Constant c -> c.value().doubleValue();
            case Product p -> p.factors().stream().mapToDouble(factor -> exponent(factor, base)).sum();
            default -> term.equals(base) ? 1 : 0;
        };
    }

    Tree tree(Sum sum) {
        return sum.terms().stream().allMatch(term -> term instanceof Product p && ViewForm.isView(p))
                ? new ViewForm(presenter).concatenation(sum.terms(), sum.shape()).orElseGet(() -> written(sum)) : written(sum);
    }

    private Tree written(Sum sum) {
        List<Expression> ordered = ordered(sum);
        boolean full = ordered.stream().anyMatch(term -> !stretches(term));
        if (!sum.shape().isScalar() && ordered.stream().filter(term -> isTensor(presenter.present(term))).count() > 1) {
            return IndexForm.of(presenter, sum);
        }
        Tree first = null;
        List<Tree.Link> links = new ArrayList<>();
        for (Expression term : ordered) {
            boolean negative = isNegative(term) && first != null;
            Expression shown = negative ? negated(term) : term;
            Tree tree = full ? shortened(shown) : presenter.present(shown);
            if (first == null) {
                first = tree;
            } else {
                links.add(new Tree.Link(negative ? Tree.Infix.MINUS : Tree.Infix.PLUS, tree, Span.NONE));
            }
        }
        return new Tree.Chain(first, links, Span.NONE);
    }

    private static boolean isTensor(Tree tree) {
        return tree instanceof Tree.Prefix minus ? isTensor(minus.operand()) : tree instanceof Tree.Call && IndexedEntry.definesTensor(tree);
    }

    static boolean isNegative(Expression term) {
        return switch (term) {
            case Constant c -> c.value().signum() < 0;
            case Product p -> p.coefficient().signum() < 0;
            case Symbol _, Sum _, Power _, Apply _, Reduction _, MatrixFunction _, Piecewise _, Call _, ArrayOf _, Selection _, Bound _, Fold _, Indicator _ -> false;
        };
    }

    static Expression negated(Expression term) {
        return switch (term) {
            case Constant c -> Constant.of(c.value().negate());
            case Product p -> p.withCoefficient(p.coefficient().negate());
            default -> throw new IllegalStateException("no sign to take off " + term);
        };
    }

    // A term that a sum would stretch by itself: one value everywhere, a vector in every row, a matrix in every layer.
    private static boolean stretches(Expression term) {
        if (!(term instanceof Product product) || product.coefficient().isZero() || !product.isBroadcast()) {
            return false;
        }
        List<Integer> mentioned = product.mentionedAxes();
        return mentioned.isEmpty() || mentioned.getFirst() == product.shape().rank() - mentioned.size();
    }

    private static boolean isOneValue(Expression term) {
        return stretches(term) && ((Product) term).mentionedAxes().isEmpty();
    }

    private Tree shortened(Expression term) {
        if (!stretches(term)) {
            return presenter.present(term);
        }
        Product product = (Product) term;
        if (!Presenter.isFill(product)) {
            return presenter.present(product.withoutBroadcast());
        }
        List<Expression> factors = new ArrayList<>(product.factors()); // scalars, which keep their names
        factors.add(Constant.of(product.coefficient()));
        return presenter.present(Product.of(factors));
    }

    /** Total degree of a term as a monomial in its symbols; −1 for numbers, 0 for what is no monomial. */
    private static double degree(Expression term) {
        return switch (term) {
            case Constant c -> -1;
            case Symbol s -> s.role() == Symbol.Role.CONSTANT ? -0.5 : 1;
            case Power p when p.base() instanceof Symbol s && s.isVariable() && p.exponent() instanceof Constant c
                    && c.value() instanceof Rational r -> Math.max(r.doubleValue(), 0);
            case Product p -> p.factors().stream().mapToDouble(Sums::degree).map(d -> Math.max(d, 0)).sum();
            case Sum _, Power _, Apply _, Reduction _, MatrixFunction _, Piecewise _, Call _, ArrayOf _, Selection _, Bound _, Fold _, Indicator _ -> 0;
        };
    }
}
