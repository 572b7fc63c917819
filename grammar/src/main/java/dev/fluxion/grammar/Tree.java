package dev.fluxion.grammar;

import java.math.BigDecimal;
import java.util.List;

/**
 * A formula as it is written: what the reader makes of text, and what the engine prints. It knows nothing of meaning; names of functions
 * are just names. Chains of operators are flat, so that a megabyte of {@code 1+1+…} is one node.
 *
 * <p>Trees made by the engine carry {@link Span#NONE}. Spans take part in {@code equals}.
 */
public sealed interface Tree {
    /** Where it stands in the source. */
    Span span();

    /** A number as written: an exact decimal. */
    record Number(BigDecimal value, Span span) implements Tree {}

    /** A variable, constant, size or label; Greek letters and subscripts already in ASCII ({@code θ₀} is {@code theta_0}). */
    record Name(String name, Span span) implements Tree {}

    /** A quoted string with its escapes resolved; {@code prose} for {@code """…"""}. */
    record Text(String value, boolean prose, Span span) implements Tree {}

    /** A flat chain of operators of one level, {@code first op₁ operand₁ op₂ operand₂ …}, read from left to right. */
    record Chain(Tree first, List<Link> links, Span span) implements Tree {
        /** Copies the links. */
        public Chain {
            links = List.copyOf(links);
        }
    }

    /** One operator of a chain with its right operand. */
    record Link(Infix operator, Tree operand, Span operatorSpan) {}

    /** Operators that form chains, one level of the language each. {@link #TIMES_IMPLICIT} is juxtaposition. */
    enum Infix {
        PLUS("+"), MINUS("-"),
        TIMES("*"), TIMES_IMPLICIT("*"), DIVIDE("/"), TIMES_EACH(".*"), DIVIDE_EACH("./"),
        EQUAL("=="), NOT_EQUAL("!="), LESS("<"), LESS_EQUAL("<="), GREATER(">"), GREATER_EQUAL(">="),
        AND("and"), OR("or");

        private final String text;

        Infix(String text) {
            this.text = text;
        }

        /** As it is written in ASCII. */
        public String text() {
            return text;
        }
    }

    /** {@code -x}, {@code +x} or {@code not x}. */
    record Prefix(PrefixOperator operator, Tree operand, Span span) implements Tree {}

    /** Operators before their operand. */
    enum PrefixOperator {
        /** {@code -x}. */
        MINUS,
        /** {@code +x}, which is {@code x}. */
        PLUS,
        /** {@code not c}. */
        NOT
    }

    /** {@code base^exponent}, or {@code base .^ exponent} where {@code elementwise}. {@code sin^2(x)} is read as {@code sin(x)^2}. */
    record Power(Tree base, Tree exponent, boolean elementwise, Span span) implements Tree {}

    /** {@code A'} or {@code n!}. {@code Aᵀ} is a transpose; {@code A^T} is a {@link Power} whose meaning depends on declarations. */
    record Postfix(Tree operand, PostfixOperator operator, Span span) implements Tree {}

    /** Operators behind their operand. */
    enum PostfixOperator {
        /** {@code A'}. */
        TRANSPOSE,
        /** {@code n!}. */
        FACTORIAL
    }

    /**
     * {@code f(a, b, name = c)}, with {@code primes} for {@code f''(x)}, and with binders for {@code sum(i, j: body)} and
     * {@code sum(i = 1..n: body)} (the body is then the only operand).
     */
    record Call(String name, Span nameSpan, int primes, List<Binder> binders, List<Tree> operands, List<Named> named, Span span)
            implements Tree {
        /** Copies the lists. */
        public Call {
            binders = List.copyOf(binders);
            operands = List.copyOf(operands);
            named = List.copyOf(named);
        }
    }

    /** A bound label with its range, which is a {@link Range} or {@code null}: over all of the axis. For {@code fold}, any expression. */
    record Binder(String label, Tree range, Span span) {}

    /** A named operand, {@code epochs = 10}. */
    record Named(String name, Tree value, Span span) {}

    /** {@code from..to}; either end may be {@code null} in a slice ({@code :}). */
    record Range(Tree from, Tree to, Span span) implements Tree {}

    /** {@code operand[i, 2, 1..3, :]}; a full slice is a {@link Range} without ends. */
    record Element(Tree operand, List<Tree> subscripts, Span span) implements Tree {
        /** Copies the subscripts. */
        public Element {
            subscripts = List.copyOf(subscripts);
        }
    }

    /** {@code [1, 2, 3]} (one row: a column vector) or {@code [1, 2; 3, 4]}. */
    record Array(List<List<Tree>> rows, Span span) implements Tree {
        /** Copies the rows. */
        public Array {
            rows = rows.stream().map(List::copyOf).toList();
        }
    }

    /** {@code {condition: value, …, else: otherwise}}; {@code otherwise} may be {@code null}. */
    record Piecewise(List<Case> cases, Tree otherwise, Span span) implements Tree {
        /** Copies the cases. */
        public Piecewise {
            cases = List.copyOf(cases);
        }
    }

    /** One case of a piecewise expression. */
    record Case(Tree condition, Tree value) {}

    /** {@code |x|}. */
    record Bars(Tree operand, Span span) implements Tree {}

    /** {@code d/dx operand}, {@code ∂²/∂x∂y operand}: one variable per order, in the order written; {@code partial} for ∂. */
    record Leibniz(List<String> variables, boolean partial, Tree operand, Span span) implements Tree {
        /** Copies the variables. */
        public Leibniz {
            variables = List.copyOf(variables);
        }
    }
}
