package dev.fluxion.symbolic.print;

import dev.fluxion.grammar.Tree;

/** How tightly the parts of typeset formulas hold together, loosest first: a part stands in brackets where it is below what its place asks for. */
enum LatexLevel {
    /** Anything: the place is closed on both sides. Cases, which are closed on the left only, are fit for no other. */
    WHOLE,
    /** {@code a or b}. */
    DISJUNCTION,
    /** {@code a and b}. */
    CONJUNCTION,
    /** Equations and inequalities. */
    COMPARISON,
    /** Sums, and whatever begins with a sign. */
    SUM,
    /** Products, and operators that reach over all factors behind them. */
    PRODUCT,
    /** Factors that are no products but take no exponent: quotients of differentials. */
    UNARY,
    /** Powers. */
    POWER,
    /** What is one letter, or closed in itself. */
    ATOM;

    boolean isBelow(LatexLevel least) {
        return compareTo(least) < 0;
    }

    static LatexLevel of(Tree tree) {
        return switch (tree) {
            case Tree.Chain chain -> switch (chain.links().getFirst().operator()) {
                case OR -> DISJUNCTION;
                case AND -> CONJUNCTION;
                case EQUAL, NOT_EQUAL, LESS, LESS_EQUAL, GREATER, GREATER_EQUAL -> COMPARISON;
                case PLUS, MINUS -> SUM;
                case TIMES, TIMES_IMPLICIT, DIVIDE, TIMES_EACH, DIVIDE_EACH -> isSigned(chain.first()) ? SUM : PRODUCT;
            };
            case Tree.Prefix p -> p.operator() == Tree.PrefixOperator.NOT ? COMPARISON : SUM;
            case Tree.Leibniz l -> isQuotient(l) ? UNARY : PRODUCT;
            case Tree.Number n -> n.value().signum() < 0 ? SUM : ATOM;
            case Tree.Power p -> POWER;
            case Tree.Range r -> WHOLE;
            case Tree.Piecewise p -> WHOLE;
            case Tree.Call c -> NamedDerivatives.is(c) ? NamedDerivatives.level(c) : isOperator(c) || FunctionLatex.isProduct(c) ? PRODUCT
                    : FunctionLatex.isPower(c) ? POWER : ATOM;
            case Tree.Name n -> ATOM;
            case Tree.Text t -> ATOM;
            case Tree.Postfix p -> ATOM;
            case Tree.Element e -> ATOM;
            case Tree.Array a -> ATOM;
            case Tree.Bars b -> ATOM;
        };
    }

    private static boolean isSigned(Tree tree) {
        return tree instanceof Tree.Prefix || tree instanceof Tree.Number n && n.value().signum() < 0;
    }

    /** Whether it is drawn in front of what it works on, and reaches over all factors behind: sums, limits, integrals, derivatives. */
    static boolean isOperator(Tree tree) {
        return tree instanceof Tree.Call call && (NamedDerivatives.is(call) ? NamedDerivatives.level(call) == PRODUCT : FunctionLatex.isOpen(call))
                || tree instanceof Tree.Leibniz leibniz && !isQuotient(leibniz);
    }

    /** Whether a further factor behind it would be taken in by an operator at its end. */
    static boolean isOpen(Tree tree) {
        Tree end = tree;
        while (end instanceof Tree.Chain chain && of(chain) == PRODUCT && chain.links().getLast().operator() != Tree.Infix.DIVIDE) {
            end = chain.links().getLast().operand();
        }
        return isOperator(end);
    }

    /** Whether an exponent is drawn between name and operand, as in sin²(x); sin⁻¹ would be the inverse function. */
    static boolean isNamePower(Tree.Power power) {
        return !power.elementwise() && power.base() instanceof Tree.Call call && FunctionLatex.takesPower(call)
                && power.exponent() instanceof Tree.Number n && n.value().signum() > 0;
    }

    /** Whether it is a power that does not begin with a bracket, to which alone an operator in front of it could be thought to belong. */
    static boolean isPlainPower(Tree tree) {
        return tree instanceof Tree.Power power && (power.base() instanceof Tree.Name || power.base() instanceof Tree.Number || isNamePower(power))
                || tree instanceof Tree.Call call && FunctionLatex.isExponential(call);
    }

    /** Whether a derivative is drawn as a quotient of differentials. */
    static boolean isQuotient(Tree.Leibniz leibniz) {
        return leibniz.operand() instanceof Tree.Name || leibniz.operand() instanceof Tree.Element;
    }
}
