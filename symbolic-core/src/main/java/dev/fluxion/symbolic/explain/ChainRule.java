package dev.fluxion.symbolic.explain;

import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Tree;
import dev.fluxion.symbolic.Call;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Power;
import dev.fluxion.symbolic.Product;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Sum;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.Topology;
import dev.fluxion.symbolic.calculus.Derivations;
import dev.fluxion.symbolic.calculus.Differentiation;
import dev.fluxion.symbolic.calculus.NumericCheck;
import dev.fluxion.symbolic.derivation.Check;
import dev.fluxion.symbolic.derivation.Derivation;
import dev.fluxion.symbolic.derivation.Detail;
import dev.fluxion.symbolic.derivation.Equation;
import dev.fluxion.symbolic.derivation.Section;
import dev.fluxion.symbolic.derivation.Step;
import dev.fluxion.symbolic.number.Rational;
import dev.fluxion.symbolic.print.LatexPrinter;
import dev.fluxion.symbolic.print.Operations;
import dev.fluxion.symbolic.print.Presenter;
import dev.fluxion.symbolic.print.Write;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The chain rule of several variables in Leibniz notation: {@code df/dt = ∂f/∂x·dx/dt + ∂f/∂y·dy/dt}, first with the symbols, then with the
 * functions put in.
 */
public final class ChainRule {
    private final Expression outer;
    private final String name;
    private final Symbol variable;
    private final Map<Symbol, Expression> inner = new LinkedHashMap<>();
    private final Map<Expression, Expression> put = new HashMap<>();

    private ChainRule(Expression function, Optional<String> name, Symbol variable, Map<Symbol, Expression> given) {
        this.variable = variable;
        Map<Symbol, Expression> found = new HashMap<>(given);
        Map<Expression, Expression> calls = new HashMap<>();
        for (Expression node : Topology.of(function).nodes()) {
            if (node instanceof Call call && isFunctionOf(call, variable)) {
                Symbol symbol = Symbol.of(call.name());
                calls.put(call, symbol);
                found.put(symbol, call);
            }
        }
        this.outer = Substitution.replace(function, calls);
        Substitution.variables(outer).stream().filter(found::containsKey).forEach(symbol -> inner.put(symbol, found.get(symbol)));
        put.putAll(inner);
        this.name = name.orElseGet(() -> InventedNames.beside(function, Stream.concat(Stream.of(variable), found.keySet().stream()).map(Symbol::name).toList())
                .first(InventedNames.OF_THE_WHOLE));
    }

    /**
     * The derivative of a scalar by a variable through what depends on it.
     *
     * @param given symbols of the function that stand for functions of the variable
     * @throws FluxionException {@code UNSUPPORTED} if tensors occur, or something has no derivative
     */
    public static Expression derivative(Expression function, Symbol variable, Map<Symbol, Expression> given) {
        return new ChainRule(require(function), Optional.empty(), variable, given).value();
    }

    /**
     * The derivation of the derivative by a variable through what depends on it; the function goes by its name, or one is made up. Where nothing
     * stands between function and variable, it is that of the ordinary derivative.
     *
     * @throws FluxionException {@code UNSUPPORTED} if tensors occur, or something has no derivative
     */
    public static Derivation derivation(Expression function, Optional<String> name, Symbol variable, Map<Symbol, Expression> given) {
        ChainRule rule = new ChainRule(require(function), name, variable, given);
        return rule.inner.isEmpty() ? Derivations.derivative(function, variable) : rule.derive();
    }

    // x(t), and u(s, t) as a function of either: of symbols alone, and not differentiated
    private static boolean isFunctionOf(Call call, Symbol variable) {
        return call.operands().contains(variable) && call.operands().stream().allMatch(Symbol.class::isInstance)
                && call.orders().stream().allMatch(order -> order == 0);
    }

    private static Expression require(Expression function) {
        if (!function.isScalar()) {
            throw FluxionException.unsupported("the chain rule in Leibniz notation for tensors: show grad of it instead");
        }
        return function;
    }

    private Expression partial(Symbol by) {
        return Differentiation.derivative(outer, by);
    }

    private boolean isDirect() {
        return Substitution.variables(outer).contains(variable);
    }

    // Where all functions are given, what differentiation of the whole gives, if that is shorter.
    private Expression value() {
        Expression total = total(put);
        if (inner.isEmpty() || Topology.of(total).nodes().stream().anyMatch(Call.class::isInstance)) {
            return total;
        }
        Expression whole = Differentiation.derivative(Substitution.replace(outer, put), variable);
        return Operations.count(whole) < Operations.count(total) ? whole : total;
    }

    private Expression total(Map<Expression, Expression> values) {
        List<Expression> terms = new ArrayList<>();
        inner.forEach((symbol, function) -> terms.add(Product.of(Substitution.replace(partial(symbol), values), Differentiation.derivative(function, variable))));
        if (isDirect()) {
            terms.add(Substitution.replace(partial(variable), values));
        }
        return Sum.of(terms);
    }

    private static boolean hasSeveralVariables(Expression function) {
        return Substitution.variables(function).size() > 1;
    }

    private Derivation derive() {
        Tree left = Write.leibniz(List.of(variable.name()), inner.values().stream().anyMatch(ChainRule::hasSeveralVariables), Write.name(name));
        Expression result = value();
        Check check = check();
        List<Equation> functions = inner.entrySet().stream().map(entry -> new Equation(Write.name(entry.getKey().name()), Presenter.tree(entry.getValue())))
                .toList();
        List<Step> steps = new ArrayList<>();
        Tree symbols = total(symbol -> Write.leibniz(List.of(symbol.name()), true, Write.name(name)), false);
        String rule = inner.size() > 1 || isDirect() ? "chain rule of several variables" : "chain rule";
        steps.add(new Step(rule, left, symbols, Detail.OVERVIEW, check).noting(functions, List.of(), List.of()));
        if (!(outer instanceof Call)) {
            add(steps, "partial derivatives of " + name, total(symbol -> Presenter.tree(partial(symbol)), false), check);
        }
        if (inner.values().stream().anyMatch(function -> !(function instanceof Call))) {
            add(steps, "derivatives of the functions", total(symbol -> Presenter.tree(partial(symbol)), true), check);
            // of a function that is only named, ∂f/∂x says more than a derivative by what has been put in for x
            boolean named = Topology.of(outer).nodes().stream().anyMatch(Call.class::isInstance);
            add(steps, named ? "simplification" : "the functions put in", Presenter.tree(named ? total(Map.of()) : total(put)), check);
            if (!named) {
                add(steps, "simplification", Presenter.tree(result), NumericCheck.derivative(Substitution.replace(outer, put), variable).of(result));
            }
        }
        steps.set(steps.size() - 1, steps.getLast().at(Detail.OVERVIEW));
        return new Derivation("Derivative of " + name + " by " + variable.name(), "", List.of(new Section("", Detail.OVERVIEW, steps)),
                List.of(new Derivation.Result(left, result)), LatexPrinter.tensorNames(List.of(outer), Map.of()));
    }

    // A function that is only named has no values: the rule is held against examples of such functions.
    private Check check() {
        Map<Symbol, Expression> examples = new LinkedHashMap<>();
        inner.forEach((symbol, function) -> examples.put(symbol, function instanceof Call ? example(examples.size()) : function));
        ChainRule sample = new ChainRule(outer, Optional.of(name), variable, examples);
        return NumericCheck.derivative(Substitution.replace(sample.outer, sample.put), variable).of(sample.total(sample.put));
    }

    // 1 + (t - k)²/(k + 2): positive, so that logarithms and roots have values too
    private Expression example(int k) {
        Expression square = Power.of(Sum.of(variable, Constant.of(-k)), Constant.of(2));
        return Sum.of(Constant.of(1), Product.of(Constant.of(Rational.of(1, k + 2)), square));
    }

    private void add(List<Step> steps, String rule, Tree next, Check check) {
        if (!next.equals(steps.getLast().after())) {
            steps.add(new Step(rule, steps.getLast().after(), next, Detail.TEXTBOOK, check));
        }
    }

    private interface Partial {
        Tree by(Symbol symbol);
    }

    // Σ partial · dx/dt, the second factor taken where asked for
    private Tree total(Partial partial, boolean taken) {
        Tree total = null;
        for (Map.Entry<Symbol, Expression> entry : inner.entrySet()) {
            Tree slope = taken && !(entry.getValue() instanceof Call) ? Presenter.tree(Differentiation.derivative(entry.getValue(), variable))
                    : Write.leibniz(List.of(variable.name()), hasSeveralVariables(entry.getValue()), Write.name(entry.getKey().name()));
            Tree factor = partial.by(entry.getKey());
            boolean unit = factor instanceof Tree.Number number && number.value().abs().equals(BigDecimal.ONE);
            boolean negative = unit && ((Tree.Number) factor).value().signum() < 0;
            Tree term = unit ? slope : Write.scaled(factor, slope);
            total = total != null ? Write.chain(total, negative ? Tree.Infix.MINUS : Tree.Infix.PLUS, term) : negative ? Write.minus(term) : term;
        }
        if (isDirect()) {
            Tree direct = partial.by(variable);
            total = total == null ? direct : Write.chain(total, Tree.Infix.PLUS, direct);
        }
        return total == null ? Write.number(0) : total;
    }
}
