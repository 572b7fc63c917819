package dev.fluxion.symbolic.print;

import dev.fluxion.grammar.Span;
import dev.fluxion.grammar.Tree;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes trees that come from no source. */
public final class Write {
    private static final Span OF_MATRIX = new Span(0, 0); // marks the diagonal of a matrix, a vector, which differs from its transpose
    private static final Span OF_VARIABLES = new Span(0, 0); // marks a differential, which is no function that someone called d

    private Write() {}

    /** The diagonal of a matrix. */
    static Tree diagonalOf(Tree matrix) {
        return new Tree.Call("diag", OF_MATRIX, 0, List.of(), List.of(matrix), List.of(), Span.NONE);
    }

    /** A whole number. */
    public static Tree number(long value) {
        return new Tree.Number(BigDecimal.valueOf(value), Span.NONE);
    }

    /** A whole number of any size. */
    public static Tree number(BigInteger value) {
        return new Tree.Number(new BigDecimal(value), Span.NONE);
    }

    /** A decimal. */
    public static Tree number(BigDecimal value) {
        return new Tree.Number(value, Span.NONE);
    }

    /** A name. */
    public static Tree name(String name) {
        return new Tree.Name(name, Span.NONE);
    }

    /** A call. */
    public static Tree call(String name, List<Tree> operands) {
        int primes = name.length() - name.replace("'", "").length();
        return new Tree.Call(name.substring(0, name.length() - primes), Span.NONE, primes, List.of(), operands, List.of(), Span.NONE);
    }

    /** A call. */
    public static Tree call(String name, Tree... operands) {
        return call(name, List.of(operands));
    }

    /** {@code name(i, j: body)}. */
    public static Tree binding(String name, List<String> labels, Tree body) {
        List<Tree.Binder> binders = labels.stream().map(label -> new Tree.Binder(label, null, Span.NONE)).toList();
        return new Tree.Call(name, Span.NONE, 0, binders, List.of(body), List.of(), Span.NONE);
    }

    /** {@code left operator right}; a chain of the same level on the left is continued. */
    public static Tree chain(Tree left, Tree.Infix operator, Tree right) {
        List<Tree.Link> links = new ArrayList<>();
        Tree first = left;
        if (left instanceof Tree.Chain chain && sameLevel(chain.links().getFirst().operator(), operator)) {
            first = chain.first();
            links.addAll(chain.links());
        }
        links.add(new Tree.Link(operator, right, Span.NONE));
        return new Tree.Chain(first, links, Span.NONE);
    }

    private static boolean sameLevel(Tree.Infix a, Tree.Infix b) {
        boolean sumA = a == Tree.Infix.PLUS || a == Tree.Infix.MINUS;
        boolean sumB = b == Tree.Infix.PLUS || b == Tree.Infix.MINUS;
        return sumA && sumB || isProduct(a) && isProduct(b);
    }

    private static boolean isProduct(Tree.Infix operator) {
        return switch (operator) {
            case TIMES, TIMES_IMPLICIT, DIVIDE, TIMES_EACH, DIVIDE_EACH -> true;
            case PLUS, MINUS, EQUAL, NOT_EQUAL, LESS, LESS_EQUAL, GREATER, GREATER_EQUAL, AND, OR -> false;
        };
    }

    /** {@code a*b}. Products of matrices are associative, so a product on the right joins the chain. */
    public static Tree times(Tree left, Tree right) {
        if (right instanceof Tree.Chain chain && chain.links().stream().allMatch(link -> link.operator() == Tree.Infix.TIMES)) {
            Tree joined = chain(left, Tree.Infix.TIMES, chain.first());
            for (Tree.Link link : chain.links()) {
                joined = chain(joined, Tree.Infix.TIMES, link.operand());
            }
            return joined;
        }
        return chain(left, Tree.Infix.TIMES, right);
    }

    /** {@code a .* b}; {@code a ./ b} where one factor is {@code 1 ./ b}. */
    static Tree timesEach(Tree left, Tree right) {
        Optional<Tree> below = reciprocal(right, Tree.Infix.DIVIDE_EACH);
        Optional<Tree> first = below.isPresent() ? Optional.empty() : reciprocal(left, Tree.Infix.DIVIDE_EACH);
        return below.isPresent() ? chain(left, Tree.Infix.DIVIDE_EACH, below.get())
                : first.isPresent() ? chain(right, Tree.Infix.DIVIDE_EACH, first.get()) : chain(left, Tree.Infix.TIMES_EACH, right);
    }

    /** What stands below 1. */
    static Optional<Tree> reciprocal(Tree tree, Tree.Infix division) {
        return tree instanceof Tree.Chain chain && chain.links().size() == 1 && chain.links().getFirst().operator() == division
                && chain.first() instanceof Tree.Number one && one.value().compareTo(BigDecimal.ONE) == 0 ? Optional.of(chain.links().getFirst().operand()) : Optional.empty();
    }

    /** A scalar in front of a product, which stays one chain. */
    public static Tree scaled(Tree scalar, Tree rest) {
        if (rest instanceof Tree.Chain chain && isProduct(chain.links().getFirst().operator())) {
            Tree.Chain joined = (Tree.Chain) chain(scalar, Tree.Infix.TIMES, chain.first());
            List<Tree.Link> links = new ArrayList<>(joined.links());
            links.addAll(chain.links());
            return new Tree.Chain(joined.first(), links, Span.NONE);
        }
        return chain(scalar, Tree.Infix.TIMES, rest);
    }

    /** {@code a/b}. */
    public static Tree over(Tree left, Tree right) {
        return chain(left, Tree.Infix.DIVIDE, right);
    }

    /** {@code -a}; the sign goes to the first factor of a product. */
    public static Tree minus(Tree operand) {
        return switch (operand) {
            case Tree.Number n -> number(n.value().negate());
            case Tree.Chain chain when isProduct(chain.links().getFirst().operator()) -> new Tree.Chain(minus(chain.first()), chain.links(), Span.NONE);
            default -> new Tree.Prefix(Tree.PrefixOperator.MINUS, operand, Span.NONE);
        };
    }

    /** {@code a^b}. */
    public static Tree power(Tree base, Tree exponent, boolean elementwise) {
        return new Tree.Power(base, exponent, elementwise, Span.NONE);
    }

    /** {@code A'}, pushed into products, in front of which numbers stay. */
    public static Tree transposed(Tree operand) {
        return switch (operand) {
            case Tree.Chain(Tree.Number number, List<Tree.Link> links, Span span) when links.getFirst().operator() == Tree.Infix.TIMES ->
                    times(number, transposed(links.size() == 1 ? links.getFirst().operand()
                            : new Tree.Chain(links.getFirst().operand(), links.subList(1, links.size()), span)));
            case Tree.Postfix(Tree inner, Tree.PostfixOperator operator, Span span) when operator == Tree.PostfixOperator.TRANSPOSE -> inner;
            case Tree.Power power when !power.elementwise() -> power(transposed(power.base()), power.exponent(), false);
            case Tree.Chain chain when chain.links().stream().allMatch(link -> link.operator() == Tree.Infix.TIMES) -> {
                List<Tree> factors = new ArrayList<>();
                factors.add(chain.first());
                chain.links().forEach(link -> factors.add(link.operand()));
                Tree product = transposed(factors.getLast());
                for (int i = factors.size() - 2; i >= 0; i--) {
                    product = chain(product, Tree.Infix.TIMES, transposed(factors.get(i)));
                }
                yield product;
            }
            case Tree.Call(String name, Span at, int primes, var binders, var operands, var named, Span span) when name.equals("diag")
                    && operands.size() == 1 && at != OF_MATRIX -> operand;
            default -> new Tree.Postfix(operand, Tree.PostfixOperator.TRANSPOSE, Span.NONE);
        };
    }

    /** {@code d(f)}: the differential of a formula. */
    public static Tree differential(Tree of) {
        return new Tree.Call("d", OF_VARIABLES, 0, List.of(), List.of(of), List.of(), Span.NONE);
    }

    /** Whether a call is one that {@link #differential} made. */
    public static boolean isDifferential(Tree.Call call) {
        return call.nameSpan() == OF_VARIABLES;
    }

    /** {@code d/dx f} or {@code ∂/∂x f}. */
    public static Tree leibniz(List<String> variables, boolean partial, Tree operand) {
        return new Tree.Leibniz(variables, partial, operand, Span.NONE);
    }
}
