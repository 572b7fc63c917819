package dev.fluxion.symbolic;

import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Span;
import dev.fluxion.symbolic.number.Decimal;
import dev.fluxion.symbolic.number.Inexact;
import dev.fluxion.symbolic.number.Numeral;
import dev.fluxion.symbolic.number.Rational;
import dev.fluxion.symbolic.operator.Elementary;
import java.util.ArrayList;
import java.util.List;

/** {@code base^exponent}, entry by entry; a scalar exponent serves every entry. Roots are powers: {@code sqrt(x)} is {@code x^(1/2)}. */
public final class Power extends Expression {
    private final boolean symmetric;
    private final Expression base;
    private final Expression exponent;
    private final List<Expression> operands;

    private Power(Expression base, Expression exponent) {
        this(List.of(base, exponent));
    }

    private Power(List<Expression> operands) {
        super(Elementwise.commonShape(operands), 0, operands);
        this.operands = operands;
        this.base = operands.getFirst();
        this.exponent = operands.getLast();
        this.symmetric = !isScalar() && allSymmetric(operands);
    }

    /**
     * The canonical power; {@code 0^0} is 1. A negative base with a broken exponent stays as it is: it has no real value.
     *
     * @throws FluxionException {@code DOMAIN} if the base is exactly 0 and the exponent negative, {@code LIMIT} if exact numbers become too large
     * @throws IllegalArgumentException if they are tensors of different shapes
     */
    public static Expression of(Expression base, Expression exponent) {
        if (exponent instanceof Constant power) {
            return ofConstant(base, power);
        }
        if (base instanceof Constant c && c.isOne()) {
            return Elementwise.fill(base, exponent.shape());
        }
        if (base.equals(Symbol.E)) {
            return Apply.of(Elementary.EXPONENTIAL, exponent);
        }
        return new Power(base, exponent);
    }

    /**
     * The canonical whole power.
     *
     * @throws FluxionException {@code DOMAIN} if the base is exactly 0 and the exponent negative, {@code LIMIT} if exact numbers become too large
     */
    public static Expression of(Expression base, long exponent) {
        return of(base, Constant.of(exponent));
    }

    /**
     * The canonical square root.
     *
     * @throws FluxionException {@code LIMIT} if exact numbers become too large
     */
    public static Expression squareRoot(Expression base) {
        return of(base, Constant.of(Rational.HALF));
    }

    static Expression raw(Expression base, Expression exponent) {
        return exponent instanceof Constant c && c.isOne() ? base : new Power(base, exponent);
    }

    private static Expression ofConstant(Expression base, Constant exponent) {
        if (exponent.isZero()) {
            return Elementwise.fill(Constant.ONE, base.shape());
        }
        if (exponent.isOne()) {
            return base;
        }
        return switch (base) {
            case Constant c -> ofNumbers(c, exponent);
            case Power p when exponent.value().isInteger() -> of(p.base, Elementwise.product(p.exponent, exponent));
            case Product p when p.coefficient().isZero() -> zeroPower(p, exponent);
            case Product p when exponent.value().isInteger() && !p.isContraction() && p.deltas().isEmpty() -> distributed(p, exponent);
            case Product p when !p.coefficient().isOne() && p.coefficient().signum() > 0 -> withoutPerfectPart(p, exponent);
            case Product p when p.isContraction() && p.isBroadcast() -> p.broadcast(of(p.withoutBroadcast(), exponent));
            case Symbol s when s.equals(Symbol.E) -> Apply.of(Elementary.EXPONENTIAL, exponent);
            default -> new Power(base, exponent);
        };
    }

    private static Expression zeroPower(Product zero, Constant exponent) {
        if (exponent.value().signum() < 0) {
            throw divisionByZero();
        }
        return zero;
    }

    private static Expression ofNumbers(Constant base, Constant exponent) {
        if (base.isZero()) {
            if (exponent.value().signum() < 0) {
                throw divisionByZero();
            }
            return base;
        }
        if (!(base.value() instanceof Rational b && exponent.value() instanceof Rational e)) {
            return inexactPower(base.value(), exponent.value());
        }
        Radical.Parts parts = Radical.of(b, e);
        if (parts.radicand().equals(Rational.ONE)) {
            return Constant.of(parts.coefficient());
        }
        Expression root = new Power(Constant.of(parts.radicand()), Constant.of(parts.exponent()));
        return parts.coefficient().isOne() ? root : Product.rawScalar(parts.coefficient(), List.of(root));
    }

    // A number of so many digits keeps them.
    private static Expression inexactPower(Numeral base, Numeral exponent) {
        if (base instanceof Decimal d && exponent instanceof Rational r && (r.isInt() || d.signum() > 0)) {
            return Constant.of(r.isInt() ? d.power(r.intValue()) : d.power(r));
        }
        if (exponent instanceof Decimal e && base.signum() > 0 && !(base instanceof Inexact)) {
            int digits = base instanceof Decimal d ? Math.min(d.digits(), e.digits()) : e.digits();
            return Constant.of(Decimal.of(base, digits).power(Rational.of(e.value())));
        }
        return Constant.inexact(Math.pow(base.doubleValue(), exponent.doubleValue()));
    }

    private static FluxionException divisionByZero() {
        return new FluxionException(Diagnostic.of(Diagnostic.Code.DOMAIN, "division by zero", Span.NONE));
    }

    // (2*x*y)^n is 2^n*x^n*y^n for whole n.
    private static Expression distributed(Product product, Constant exponent) {
        List<Expression> powers = new ArrayList<>();
        product.factors().forEach(factor -> powers.add(of(factor, exponent)));
        Expression raised = product.with(Rational.ONE, powers);
        return Elementwise.product(of(Constant.of(product.coefficient()), exponent), raised);
    }

    // sqrt(12*x) is 2*sqrt(3*x): what comes out exactly comes out, as the coefficient is positive.
    private static Expression withoutPerfectPart(Product product, Constant exponent) {
        if (product.coefficient() instanceof Rational c && exponent.value() instanceof Rational e) {
            Radical.Parts parts = Radical.of(c, e);
            if (parts.radicand().equals(Rational.ONE)) {
                return Elementwise.product(Constant.of(parts.coefficient()), of(product.withCoefficient(Rational.ONE), exponent));
            }
            if (!parts.coefficient().isOne() && parts.exponent().equals(e)) {
                return Elementwise.product(Constant.of(parts.coefficient()), new Power(product.withCoefficient(parts.radicand()), exponent));
            }
        }
        return new Power(product, exponent);
    }

    /** What is raised. */
    public Expression base() {
        return base;
    }

    /** The power it is raised to. */
    public Expression exponent() {
        return exponent;
    }

    /** Whether the exponent is this exact number. */
    public boolean hasExponent(Rational value) {
        return exponent instanceof Constant c && c.value().equals(value);
    }

    @Override
    public boolean isSymmetric() {
        return symmetric;
    }

    @Override
    public List<Expression> operands() {
        return operands;
    }

    @Override
    public Expression withOperands(List<Expression> changed) {
        return of(changed.getFirst(), changed.getLast());
    }

    @Override
    int compareHead(Expression other) {
        return 0;
    }
}
