package dev.fluxion.symbolic.elaborate;

import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Span;
import dev.fluxion.grammar.Spelling;
import dev.fluxion.grammar.Tree;
import dev.fluxion.grammar.Trees;
import dev.fluxion.symbolic.Apply;
import dev.fluxion.symbolic.Bound;
import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Call;
import dev.fluxion.symbolic.Condition;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Elementwise;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Power;
import dev.fluxion.symbolic.Product;
import dev.fluxion.symbolic.Size;
import dev.fluxion.symbolic.Sum;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.distribution.Distributions;
import dev.fluxion.symbolic.number.Rational;
import dev.fluxion.symbolic.operator.Stepwise;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Reads trees as expressions in a scope. What has no meaning there is a {@link FluxionException} with its place. */
public final class Elaborator {
    private static final int LARGEST_FACTORIAL = 10_000;
    private static final int DEEPEST_CALLS = 1_000;
    private static final int CALLS_ON_A_STACK = 20;
    private static final int LEVELS_OF_A_CALL = 8;

    private final Scope scope;
    private final Vocabulary vocabulary;
    private final int depth;
    private final int binders;
    private final Budget budget;
    private final Provisos provisos;
    private final boolean trying;

    /** An elaborator for a scope and the forms that are known. */
    public Elaborator(Scope scope, Vocabulary vocabulary) {
        this(scope, vocabulary, 0, 0, Budget.current(), new Provisos(), false);
    }

    private Elaborator(Scope scope, Vocabulary vocabulary, int depth, int binders, Budget budget, Provisos provisos, boolean trying) {
        this.trying = trying;
        this.budget = budget;
        this.provisos = provisos;
        this.scope = scope;
        this.vocabulary = vocabulary;
        this.depth = depth;
        this.binders = binders;
    }

    /** The names in force. */
    public Scope scope() {
        return scope;
    }

    /** The forms that are known. */
    public Vocabulary vocabulary() {
        return vocabulary;
    }

    /** What the meanings of the texts that were read rest on. */
    public Provisos provisos() {
        return provisos;
    }

    /** An elaborator that notes on its own what meanings rest on: a reading that may be given up. */
    public Elaborator apart() {
        return new Elaborator(scope, vocabulary, depth, binders, budget, new Provisos(), trying);
    }

    /** An elaborator of what is only tried: it spends the budget in force, and what it refuses, nobody reads. */
    Elaborator trying() {
        return new Elaborator(scope, vocabulary, depth, binders, Budget.current(), new Provisos(), true);
    }

    /** Whether nobody reads what is refused. */
    boolean isTrying() {
        return trying;
    }

    /** The meaning of the body of a function that is called, in the scope of its parameters. */
    Typed called(Tree body, Scope inner, Span call) {
        Elaborator inside = inside(inner, call);
        // Each stack is started with room for the calls that it will hold.
        return inside.depth % CALLS_ON_A_STACK == 0 ? Budget.onDeepStack(CALLS_ON_A_STACK * LEVELS_OF_A_CALL + Trees.depth(body), () -> inside.read(body))
                : Budget.onDeepStack(Trees.depth(body), () -> inside.read(body));
    }

    private Elaborator inside(Scope inner, Span call) {
        if (depth >= DEEPEST_CALLS) {
            throw new FluxionException(Diagnostic.of(Diagnostic.Code.LIMIT, "calls are nested more than " + DEEPEST_CALLS + " deep", call));
        }
        return new Elaborator(inner, vocabulary, depth + 1, binders, budget, provisos, trying);
    }

    /** An elaborator in which labels are bound to values. */
    public Elaborator in(Scope inner) {
        return new Elaborator(inner, vocabulary, depth, binders, budget, provisos, trying);
    }

    /** An elaborator that knows other forms. */
    public Elaborator with(Vocabulary other) {
        return new Elaborator(scope, other, depth, binders, budget, provisos, trying);
    }

    /** An elaborator of the body of a binder, and a symbol that no other text can mean for each name. */
    public record Inside(Elaborator elaborator, List<Symbol> symbols) {}

    /** An elaborator in which names stand for numbers that are to be bound. */
    public Inside binding(List<String> names) {
        return binding(names, names.stream().map(name -> Typed.of(Constant.ONE)).toList());
    }

    /** An elaborator in which names stand for symbols that are like these values and are to be bound. */
    Inside binding(List<String> names, List<Typed> kinds) {
        List<Symbol> symbols = new ArrayList<>();
        Map<String, Typed> values = new HashMap<>();
        for (int i = 0; i < names.size(); i++) {
            symbols.add(Bound.inside(names.get(i), kinds.get(i).shape(), binders));
            values.put(names.get(i), kinds.get(i).with(symbols.getLast()));
        }
        return new Inside(new Elaborator(scope.with(values), vocabulary, depth, binders + 1, budget, provisos, trying), symbols);
    }

    /** The expression of a whole text: free labels become its axes in the order of their first appearance. */
    public Expression expression(Tree tree) {
        return read(tree).expression();
    }

    /** The expression of an operand that must be a scalar. */
    public Expression scalar(Tree tree, String what) {
        return StructuralForms.scalar(read(tree), tree, what);
    }

    /** A size written as an expression of whole numbers and sizes. */
    public Size size(Tree tree) {
        return StructuralForms.size(this, tree);
    }

    /** A whole number of any sign, written with whole numbers and sizes. */
    Size wholeNumber(Tree tree) {
        return StructuralForms.size(scalar(tree, "an index"), tree.span());
    }

    /** Whether a name or number stands for a whole number or a size. */
    boolean isWholeNumber(Tree tree) {
        return tree instanceof Tree.Number number && number.value().stripTrailingZeros().scale() <= 0
                || tree instanceof Tree.Name name && scope.value(name.name()).map(Typed::expression).filter(Elaborator::isWholeNumber).isPresent();
    }

    private static boolean isWholeNumber(Expression value) {
        return value instanceof Symbol s && s.role() == Symbol.Role.SIZE || value instanceof Constant c && c.value() instanceof Rational r && r.isInt();
    }

    /** The meaning of a tree that stands for numbers; a mistake without a place gets this tree's. */
    public Typed read(Tree tree) {
        Typed value = value(tree);
        if (value.expression() instanceof Call call && Distributions.isName(call.name())) {
            throw Problems.name("a distribution cannot be used as a number", tree.span(), "ask something of it, such as its expectation");
        }
        return value;
    }

    /** The meaning of a tree, which may be a distribution. */
    public Typed value(Tree tree) {
        budget.tick(1);
        try {
            return meaning(tree);
        } catch (FluxionException e) {
            throw e.diagnostic().span() != Span.NONE ? e : e.at(tree.span());
        }
    }

    private Typed meaning(Tree tree) {
        return switch (tree) {
            case Tree.Number number -> Typed.of(Constant.of(Rational.of(number.value())));
            case Tree.Name name -> name(name);
            case Tree.Chain chain -> chain(chain);
            case Tree.Prefix prefix -> prefix(prefix);
            case Tree.Power power -> power(power);
            case Tree.Postfix postfix -> postfix(postfix);
            case Tree.Call call -> new Calls(this).read(call);
            case Tree.Element element -> new Elements(this).read(element);
            case Tree.Array array -> StructuralForms.array(this, array);
            case Tree.Piecewise piecewise -> Choices.read(this, piecewise.cases(), piecewise.otherwise(), piecewise.span());
            case Tree.Bars bars -> absolute(bars);
            case Tree.Leibniz leibniz -> OwnVariables.read(this, OwnVariables.named(leibniz), List.of(leibniz.operand()),
                    inside -> vocabulary.derivative(inside, leibniz));
            case Tree.Text text -> throw Problems.syntax("a text cannot be used as a number", text.span(), "");
            case Tree.Range range -> throw Problems.syntax("a range cannot be used as a number", range.span(),
                    "ranges stand in named operands, for loops, sums and slices");
        };
    }

    private Typed name(Tree.Name name) {
        if (scope.value(name.name()).orElse(null) instanceof Typed value) {
            return value;
        }
        if (isFunction(name.name())) {
            int end = name.span().end();
            throw Problems.name("function " + name.name() + " needs its operands in brackets",
                    name.span() == Span.NONE ? Span.NONE : new Span(end, end + 1), "write " + name.name() + "(…)");
        }
        throw Problems.name("unknown name " + name.name(), name.span(), Spelling.nearest(name.name(), scope.names()));
    }

    private boolean isFunction(String name) {
        return vocabulary.isFunction(name) || scope.isFunction(name);
    }

    private Typed chain(Tree.Chain chain) {
        return switch (chain.links().getFirst().operator()) {
            case PLUS, MINUS -> sum(chain);
            case TIMES, TIMES_IMPLICIT, DIVIDE, TIMES_EACH, DIVIDE_EACH -> product(chain);
            case EQUAL, NOT_EQUAL, LESS, LESS_EQUAL, GREATER, GREATER_EQUAL, AND, OR -> throw Problems.syntax(
                    "a condition cannot be used as a number", chain.span(), "choose between two numbers: if(condition, a, b)");
        };
    }

    private Typed sum(Tree.Chain chain) {
        List<Expression> scalars = new ArrayList<>(chain.links().size() + 1);
        Typed tensor = null;
        for (int i = 0; i <= chain.links().size(); i++) {
            Tree.Link link = i == 0 ? null : chain.links().get(i - 1);
            Typed term = read(link == null ? chain.first() : link.operand());
            boolean minus = link != null && link.operator() == Tree.Infix.MINUS;
            Typed signed = minus ? term.with(Elementwise.negate(term.expression())) : term;
            if (tensor == null && term.expression().isScalar()) {
                scalars.add(signed.expression());
                continue;
            }
            if (tensor == null) {
                tensor = scalars.isEmpty() ? signed : Repairs.combined(Typed.of(Sum.of(scalars)), signed, chain, i - 1, scope, Elaborator::plus);
            } else {
                tensor = Repairs.combined(tensor, signed, chain, i - 1, scope, Elaborator::plus);
            }
        }
        return tensor == null ? Typed.of(Sum.of(scalars)) : tensor;
    }

    private static Typed plus(Typed a, Typed b, Tree.Link link) {
        return LinearAlgebra.elementwise(a, b, link.operator().text(), link.operatorSpan(), Elementwise::sum);
    }

    private Typed product(Tree.Chain chain) {
        List<Expression> scalars = new ArrayList<>();
        Typed value = read(chain.first());
        for (int i = 0; i < chain.links().size(); i++) {
            Tree.Link link = chain.links().get(i);
            Typed operand = read(link.operand());
            boolean plain = value.expression().isScalar() && operand.expression().isScalar();
            if (plain) {
                if (scalars.isEmpty()) {
                    scalars.add(value.expression());
                }
                scalars.add(divides(link) ? reciprocal(operand.expression(), link) : operand.expression());
                continue;
            }
            if (!scalars.isEmpty()) {
                value = Typed.of(Product.of(scalars));
                scalars.clear();
            }
            value = Repairs.combined(value, operand, chain, i, scope, Elaborator::combine);
        }
        return scalars.isEmpty() ? value : Typed.of(Product.of(scalars));
    }

    private static boolean divides(Tree.Link link) {
        return link.operator() == Tree.Infix.DIVIDE || link.operator() == Tree.Infix.DIVIDE_EACH;
    }

    private static Expression reciprocal(Expression divisor, Tree.Link link) {
        try {
            return LinearAlgebra.reciprocal(divisor);
        } catch (FluxionException e) {
            throw e.diagnostic().span() != Span.NONE ? e : e.at(link.operatorSpan().to(link.operand().span()));
        }
    }

    private static Typed combine(Typed a, Typed b, Tree.Link link) {
        Span span = link.operatorSpan();
        return switch (link.operator()) {
            case TIMES, TIMES_IMPLICIT -> LinearAlgebra.product(a, b, span);
            case TIMES_EACH -> LinearAlgebra.elementwise(a, b, ".*", span, Elementwise::product);
            case DIVIDE_EACH -> LinearAlgebra.elementwise(a, b, "./", span, (x, y) -> Elementwise.product(x, reciprocal(y, link)));
            case DIVIDE -> {
                if (b.rank() != 0) {
                    throw Problems.shape("the divisor of '/' has shape " + b.shape() + ", but must be a scalar", span,
                            LinearAlgebra.broadcasts(a, b) ? "write ./ to divide entry by entry" : "./ divides entry by entry, but these shapes do not broadcast");
                }
                yield LinearAlgebra.elementwise(a, b, "/", span, (x, y) -> Elementwise.product(x, reciprocal(y, link)));
            }
            case PLUS, MINUS, EQUAL, NOT_EQUAL, LESS, LESS_EQUAL, GREATER, GREATER_EQUAL, AND, OR ->
                throw new AssertionError("operator " + link.operator() + " in a product");
        };
    }

    private Typed prefix(Tree.Prefix prefix) {
        return switch (prefix.operator()) {
            case PLUS -> read(prefix.operand());
            case MINUS -> {
                Typed operand = read(prefix.operand());
                yield operand.with(Elementwise.negate(operand.expression()));
            }
            case NOT -> throw Problems.syntax("a condition cannot be used as a number", prefix.span(), "");
        };
    }

    private Typed power(Tree.Power power) {
        RaisedNames.check(power, this::isFunction);
        Typed base = read(power.base());
        if (power.exponent() instanceof Tree.Name(String name, Span span) && name.equals("T") && scope.isFree(name)
                && (base.rank() == 1 || base.rank() == 2)) {
            return LinearAlgebra.transpose(base, power.span());
        }
        Typed exponent = read(power.exponent());
        if (power.elementwise() || base.isOpen() || exponent.isOpen()) {
            return LinearAlgebra.elementwise(base, exponent, ".^", power.span(), Power::of);
        }
        if (base.rank() == 0 && exponent.rank() == 0) {
            return Typed.of(Power.of(base.expression(), exponent.expression()));
        }
        return Repairs.power(base, exponent, power, scope);
    }

    private Typed postfix(Tree.Postfix postfix) {
        Typed operand = read(postfix.operand());
        return switch (postfix.operator()) {
            case TRANSPOSE -> LinearAlgebra.transpose(operand, postfix.span());
            case FACTORIAL -> factorial(operand, postfix);
        };
    }

    private Typed factorial(Typed operand, Tree.Postfix postfix) {
        if (operand.expression() instanceof Constant c && c.value() instanceof Rational r && r.isInt() && r.signum() >= 0
                && r.intValue() <= LARGEST_FACTORIAL) {
            BigInteger product = BigInteger.ONE;
            for (int i = 2; i <= r.intValue(); i++) {
                product = product.multiply(BigInteger.valueOf(i));
            }
            return Typed.of(Constant.of(Rational.of(product, BigInteger.ONE)));
        }
        return new Calls(this).read(new Tree.Call("factorial", postfix.span(), 0, List.of(), List.of(postfix.operand()), List.of(), postfix.span()));
    }

    private Typed absolute(Tree.Bars bars) {
        Typed operand = read(bars.operand());
        return operand.with(Apply.of(Stepwise.ABSOLUTE, operand.expression()));
    }

    /** The meaning of a tree that must be a condition or an equation. */
    public Condition condition(Tree tree) {
        return condition(tree, operand -> read(operand).expression());
    }

    /** A condition; what it compares is taken as the function says. */
    Condition condition(Tree tree, Function<Tree, Expression> compared) {
        return switch (tree) {
            case Tree.Chain chain -> chainCondition(chain, compared);
            case Tree.Prefix(Tree.PrefixOperator operator, Tree operand, Span span) when operator == Tree.PrefixOperator.NOT ->
                Condition.not(condition(operand, compared));
            case Tree.Name(String name, Span span) when name.equals("true") -> Condition.TRUE;
            case Tree.Name(String name, Span span) when name.equals("false") -> Condition.FALSE;
            case Tree.Call call when vocabulary.condition(this, call).orElse(null) instanceof Condition condition -> condition;
            default -> throw Problems.syntax("a condition is expected here", tree.span(), "compare two expressions, such as x > 0");
        };
    }

    private Condition chainCondition(Tree.Chain chain, Function<Tree, Expression> compared) {
        List<Condition> parts = new ArrayList<>();
        Tree left = chain.first();
        for (Tree.Link link : chain.links()) {
            switch (link.operator()) {
                case AND, OR -> parts.add(condition(link.operand(), compared));
                case EQUAL, NOT_EQUAL, LESS, LESS_EQUAL, GREATER, GREATER_EQUAL ->
                    parts.add(Condition.compare(Condition.Relation.valueOf(link.operator().name()), compared.apply(left), compared.apply(link.operand())));
                case PLUS, MINUS, TIMES, TIMES_IMPLICIT, DIVIDE, TIMES_EACH, DIVIDE_EACH ->
                    throw Problems.syntax("a condition is expected here", chain.span(), "compare two expressions, such as x > 0");
            }
            left = link.operand();
        }
        Tree.Infix kind = chain.links().getFirst().operator();
        if (kind == Tree.Infix.AND || kind == Tree.Infix.OR) {
            parts.addFirst(condition(chain.first(), compared));
        }
        return kind == Tree.Infix.OR ? Condition.any(parts) : Condition.all(parts);
    }
}
