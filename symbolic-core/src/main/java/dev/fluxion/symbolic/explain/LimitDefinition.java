package dev.fluxion.symbolic.explain;

import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Span;
import dev.fluxion.grammar.Tree;
import dev.fluxion.grammar.TreeText;
import dev.fluxion.grammar.Trees;
import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Elementwise;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Product;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Sum;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.calculus.Differentiation;
import dev.fluxion.symbolic.calculus.NumericCheck;
import dev.fluxion.symbolic.derivation.Check;
import dev.fluxion.symbolic.derivation.Derivation;
import dev.fluxion.symbolic.derivation.Detail;
import dev.fluxion.symbolic.derivation.Section;
import dev.fluxion.symbolic.derivation.Step;
import dev.fluxion.symbolic.elaborate.ReadBack;
import dev.fluxion.symbolic.print.LatexPrinter;
import dev.fluxion.symbolic.print.Presenter;
import dev.fluxion.symbolic.print.Write;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The derivative from its definition: difference quotient, expansion, cancellation, limit. For rational functions, square and cube roots of
 * them, and sine, cosine, exponentials and logarithms of linear operands, with constant factors and sums of these; anything else is refused.
 */
public final class LimitDefinition {
    private static final Tree SMALL = Write.over(Write.number(1), Write.number(8192)); // for checks: the symmetric mean errs by its square

    private final Expression function;
    private final Symbol variable;
    private final Symbol step;
    private final Tree subject;
    private final NumericCheck check;

    private LimitDefinition(Expression function, Symbol variable) {
        this.function = function;
        this.variable = variable;
        List<Symbol> symbols = Substitution.variables(function);
        this.step = Symbol.of(InventedNames.beside(function, List.of(variable.name())).first(List.of("h", "t", "s")));
        this.subject = Write.leibniz(List.of(variable.name()), symbols.size() > 1, Presenter.tree(function));
        this.check = NumericCheck.derivative(function, variable);
    }

    /**
     * The derivation of the derivative of a scalar from the limit of its difference quotient; it ends in what differentiation by rules gives.
     *
     * @throws FluxionException {@code UNSUPPORTED} if the function is none of these
     */
    public static Derivation derivation(Expression function, Symbol variable) {
        if (!function.isScalar() || !variable.isScalar()) {
            throw refused(function);
        }
        return Budget.onDeepStack(function.depth() * 4, () -> new LimitDefinition(function, variable).derive());
    }

    private static FluxionException refused(Expression function) {
        return FluxionException.unsupported("the derivative of " + function + " from its limit definition");
    }

    private Derivation derive() {
        Expression result = Differentiation.derivative(function, variable);
        List<Expression> groups = groups();
        List<Section> sections = new ArrayList<>();
        if (groups.size() == 1) {
            List<Step> steps = new ArrayList<>();
            steps.add(definition(limitOf(function)));
            Tree last = chain(groups.getFirst(), steps);
            finish(last, result, steps);
            sections.add(new Section("", Detail.OVERVIEW, steps));
        } else {
            apart(groups, result, sections);
        }
        return new Derivation("Derivative by " + variable.name() + " from its definition", "", sections, List.of(new Derivation.Result(subject, result)),
                LatexPrinter.tensorNames(List.of(function), Map.of()));
    }

    // All rational terms together, every other term on its own.
    private List<Expression> groups() {
        List<Expression> terms = function instanceof Sum sum ? Presenter.terms(sum) : List.of(function);
        List<Expression> rational = terms.stream().filter(term -> Quotients.isRational(term, variable)).toList();
        List<Expression> groups = new ArrayList<>();
        if (!rational.isEmpty()) {
            groups.add(Sum.of(rational));
        }
        terms.stream().filter(term -> !rational.contains(term)).forEach(groups::add);
        return groups;
    }

    private void apart(List<Expression> groups, Expression result, List<Section> sections) {
        List<Step> whole = new ArrayList<>();
        Tree definition = limitOf(function);
        whole.add(definition(definition));
        Tree limits = null;
        Tree values = null;
        for (Expression group : groups) {
            LimitDefinition own = new LimitDefinition(group, variable);
            Tree limit = limitOf(group);
            List<Step> steps = new ArrayList<>();
            Tree value = own.chain(group, steps);
            sections.add(new Section("The limit for " + group, Detail.TEXTBOOK, steps));
            limits = limits == null ? limit : Write.chain(limits, Tree.Infix.PLUS, limit);
            values = values == null ? value : Write.chain(values, Tree.Infix.PLUS, value);
        }
        whole.add(step("the limit of a sum is the sum of the limits, as each of them exists", definition, limits, Detail.TEXTBOOK));
        whole.add(step("the limits of the terms put in", limits, values, Detail.TEXTBOOK));
        finish(values, result, whole);
        sections.add(new Section("Put together", Detail.OVERVIEW, whole));
    }

    private void finish(Tree last, Expression result, List<Step> steps) {
        Tree shown = Presenter.tree(result);
        if (TreeText.of(shown).equals(TreeText.of(last))) {
            steps.set(steps.size() - 1, steps.getLast().at(Detail.OVERVIEW).endingIn(shown));
        } else {
            steps.add(step("simplification", last, shown, Detail.OVERVIEW));
        }
    }

    // From the limit of the quotient of a term to its value.
    private Tree chain(Expression term, List<Step> steps) {
        Tree current = limitOf(term);
        Expression core = term;
        Expression factor = Constant.ONE;
        if (!Quotients.isRational(term, variable) && term instanceof Product product) {
            List<Expression> constants = new ArrayList<>(product.factors().stream().filter(each -> !depends(each)).toList());
            constants.add(Constant.of(product.coefficient()));
            factor = Product.of(constants);
            core = Product.of(product.factors().stream().filter(this::depends).toList());
        }
        if (!factor.equals(Constant.ONE)) {
            Tree outside = Write.scaled(Presenter.tree(factor), limitOf(core));
            steps.add(step("constant factors come out of a limit", current, outside, Detail.TEXTBOOK));
            current = outside;
        }
        for (LimitTable.Row row : rows(core)) {
            Tree next = factor.equals(Constant.ONE) ? row.formula() : Write.scaled(Presenter.tree(factor), row.formula());
            steps.add(step(row.rule(), current, next, Detail.TEXTBOOK));
            current = next;
        }
        return current;
    }

    private List<LimitTable.Row> rows(Expression core) {
        Quotients quotients = new Quotients(variable, step, Set.copyOf(Substitution.variables(function).stream().map(Symbol::name).toList()));
        return Quotients.isRational(core, variable) ? quotients.rational(core, this::at, this::limit)
                : quotients.special(core, this::at).orElseThrow(() -> refused(function));
    }

    private boolean depends(Expression expression) {
        return Substitution.variables(expression).contains(variable);
    }

    private Expression at(Expression expression) {
        return Substitution.replace(expression, Map.of(variable, Elementwise.sum(variable, step)));
    }

    // (f(x + h) - f(x))/h, as it is written before anything is done with it.
    private Tree limitOf(Expression term) {
        Tree plain = Presenter.tree(term);
        Tree difference = new Tree.Chain(Quotients.moved(plain, variable, step), List.of(new Tree.Link(Tree.Infix.MINUS, plain, Span.NONE)), Span.NONE);
        return limit(Write.over(difference, Write.name(step.name())));
    }

    private Tree limit(Tree of) {
        return Write.call("limit", of, Write.name(step.name()), Write.number(0));
    }

    private Step definition(Tree limit) {
        return step("definition of the derivative", subject, limit, Detail.OVERVIEW).noting(List.of(), Differentiable.where(function, variable), List.of());
    }

    private Step step(String rule, Tree before, Tree after, Detail detail) {
        return new Step(rule, before, after, detail, checked(after));
    }

    // A limit is taken as the mean of its operand close to both sides.
    private Check checked(Tree shown) {
        Tree numbers = Trees.rewrite(shown, part -> part instanceof Tree.Call call && call.name().equals("limit")
                ? Write.over(Write.chain(put(call.operands().getFirst(), SMALL), Tree.Infix.PLUS, put(call.operands().getFirst(),
                        Write.over(Write.number(-1), Write.number(8192)))), Write.number(2)) : part);
        return check.ofLimit(ReadBack.expression(numbers, Substitution.variables(function)));
    }

    private Tree put(Tree tree, Tree value) {
        return Trees.rewrite(tree, part -> part instanceof Tree.Name name && name.name().equals(step.name()) ? value : part);
    }
}
