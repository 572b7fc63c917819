package dev.fluxion.symbolic.asymptotic;

import dev.fluxion.symbolic.Apply;
import dev.fluxion.symbolic.ArrayOf;
import dev.fluxion.symbolic.Bound;
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
import dev.fluxion.symbolic.Topology;
import dev.fluxion.symbolic.calculus.Kinks;
import dev.fluxion.symbolic.number.Rational;
import dev.fluxion.symbolic.operator.Operator;
import java.math.BigInteger;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Bounded functions whose operand grows without bound. Each is a symbol that may have any value of its range: an answer that does not depend
 * on it is the limit; where two sequences of operands give different answers there is none.
 *
 * <p>Source: by definition: Heine's criterion, a limit is the same along every sequence.
 */
final class Oscillation {
    private enum Kind { SINUSOID, FRACTION, SIGN, SIGN_OF_PARAMETERS }

    /**
     * One such function.
     *
     * @param operator sine or cosine, {@code null} for a fractional part and for powers of −1
     * @param phase the operand; sines and cosines of {@code multiple*phase}
     */
    private record Wave(Kind kind, Operator operator, Expression phase, Rational multiple) {}

    private static final int MOST_PHASES = 8;

    private final Oracle oracle;
    private final Gruntz gruntz;
    private final WholeParts parts;
    private final Map<Wave, Symbol> symbols = new LinkedHashMap<>();

    Oscillation(Oracle oracle, Gruntz gruntz) {
        this.oracle = oracle;
        this.gruntz = gruntz;
        this.parts = new WholeParts(oracle, gruntz);
    }

    /** Whole numbers among what grows without bound. */
    WholeParts parts() {
        return parts;
    }

    boolean isEmpty() {
        return symbols.isEmpty();
    }

    boolean isIn(Expression e) {
        return !symbols.isEmpty() && Topology.of(e).nodes().stream().anyMatch(symbols::containsValue);
    }

    /**
     * Whether what holds waves stays off poles and ends of domains for all their values: only then does a limit that does not depend on
     * them hold. A factor that merely comes near a pole again and again is not bounded.
     *
     * @param divisors what the work divided by
     */
    boolean isRegular(Expression prepared, Collection<Expression> divisors) {
        return divisors.stream().noneMatch(divisor -> isIn(divisor) && !oracle.assumptions().isNonzeroKnown(divisor))
                && Topology.of(prepared).nodes().stream().filter(this::isIn).allMatch(node -> gruntz.depends(node) ? hasRegularFactors(node)
                        : isRegular(node));
    }

    // The logarithm of a product comes apart before its factors are looked at.
    private boolean hasRegularFactors(Expression node) {
        return !Logs.isLog(node) || !(((Apply) node).operand() instanceof Product p)
                || p.factors().stream().allMatch(factor -> gruntz.depends(factor) || !isIn(factor) || oracle.assumptions().isNonzeroKnown(factor));
    }

    private boolean isRegular(Expression node) {
        return switch (node) {
            case Power p when p.exponent() instanceof Constant c && c.value().signum() > 0 -> true;
            case Power p -> oracle.assumptions().isNonzeroKnown(p.base());
            case Apply a when Logs.isLog(a) -> oracle.assumptions().sign(a.operand()) > 0;
            case Apply a when Logs.isExp(a) -> true;
            case Apply a -> switch (a.operator().asymptotic()) {
                case WAVE, ENTIRE, ARC_TANGENT, ERROR, CUBE_ROOT, FLOOR, ROUND -> true;
                case GAMMA, LOG_GAMMA, DIGAMMA, POLYGAMMA, ARC_TANGENT_2, REGULAR, FORMULA -> false;
            };
            case Constant c -> true;
            case Symbol s -> true;
            case Sum s -> true;
            case Product p -> !p.isContraction();
            case Piecewise p -> false;
            case Call c -> false;
            case Bound b -> false;
            case Fold f -> false;
            case Reduction r -> false;
            case MatrixFunction m -> false;
            case ArrayOf a -> false;
            case Selection s -> false;
            case Indicator i -> false;
        };
    }

    private Symbol symbol(Wave wave, Rational low, Rational high) {
        return symbols.computeIfAbsent(wave, key -> {
            Symbol symbol = Symbol.of("~wave" + symbols.size());
            oracle.introduce(symbol, low, high);
            return symbol;
        });
    }

    /** What is left of u when it is cut off to a whole number: from 0 to 1. */
    Expression fraction(Expression u) {
        return symbol(new Wave(Kind.FRACTION, null, u, Rational.ONE), Rational.ZERO, Rational.ONE);
    }

    /** −1 to the power of a whole number that grows without bound. */
    Expression sign(Expression exponent) {
        Optional<WholeParts.Parity> parity = parts.parity(exponent);
        Expression first = Constant.of(parity.isPresent() && parity.get().first() == 1 ? -1 : 1);
        if (parity.isPresent() && !parity.get().alternates()) {
            return first;
        }
        Expression phase = parity.isPresent() ? gruntz.variable() : exponent;
        return Product.of(first, symbol(new Wave(Kind.SIGN, null, phase, Rational.ONE), Rational.MINUS_ONE, Rational.ONE));
    }

    /** 1, or a power of −1 whose exponent is a whole number: parameters decide which. */
    Expression signOfParameters(Expression exponent) {
        return symbol(new Wave(Kind.SIGN_OF_PARAMETERS, null, exponent, Rational.ONE), Rational.MINUS_ONE, Rational.ONE);
    }

    /**
     * A sine or cosine of an operand that grows without bound. Operands that differ from a multiple of a known one by what stays finite are
     * taken apart by the addition formulas; whole numbers of half turns leave no more than a sign.
     */
    Expression wave(Operator operator, Operator sine, Operator cosine, Expression u) {
        Optional<WholeParts.Split> split = parts.of(halfTurns(u));
        return split.isPresent() ? Product.of(sign(split.get().whole()), Apply.of(operator, Product.of(Symbol.PI, split.get().rest())))
                : withKnown(operator, sine, cosine, u);
    }

    private static Expression halfTurns(Expression angle) {
        return angle instanceof Sum sum ? Sum.of(sum.terms().stream().map(term -> Oracle.over(term, Symbol.PI)).toList()) : Oracle.over(angle, Symbol.PI);
    }

    private Expression withKnown(Operator operator, Operator sine, Operator cosine, Expression u) {
        for (Wave known : List.copyOf(symbols.keySet())) {
            if (known.kind != Kind.SINUSOID) {
                continue;
            }
            Gruntz.Extended ratio = gruntz.limit(Oracle.over(u, known.phase));
            if (ratio.isInfinite() || !(ratio.value() instanceof Constant c && c.value() instanceof Rational r) || r.signum() == 0) {
                continue;
            }
            Expression rest = oracle.normal(Oracle.minus(u, Product.of(c, known.phase)));
            Gruntz.Extended distance = gruntz.limit(rest);
            if (!distance.isInfinite()) {
                return added(operator == sine, sine, cosine, new Wave(Kind.SINUSOID, null, known.phase, r), rest);
            }
        }
        return of(operator, u, Rational.ONE);
    }

    private Expression of(Operator operator, Expression phase, Rational multiple) {
        return symbol(new Wave(Kind.SINUSOID, operator, phase, multiple), Rational.MINUS_ONE, Rational.ONE);
    }

    private Expression added(boolean isSine, Operator sine, Operator cosine, Wave base, Expression rest) {
        Expression s = of(sine, base.phase, base.multiple);
        Expression c = of(cosine, base.phase, base.multiple);
        if (rest.equals(Constant.ZERO)) {
            return isSine ? s : c;
        }
        Expression sr = Apply.of(sine, rest);
        Expression cr = Apply.of(cosine, rest);
        return isSine ? Sum.of(Product.of(s, cr), Product.of(c, sr)) : Sum.of(Product.of(c, cr), Product.of(Constant.MINUS_ONE, s, sr));
    }

    /** How many sequences can be looked at: none where waves of several phases may hang together. */
    int sequences() {
        return symbols.keySet().stream().map(Wave::phase).distinct().count() == 1 && symbols.keySet().stream().allMatch(this::takesAllValues)
                ? MOST_PHASES : 0;
    }

    /** Whether no more than one power of −1 is left, which no other value than 1 and −1 makes up. */
    boolean isOneSign() {
        return symbols.size() == 1 && symbols.keySet().iterator().next().kind == Kind.SIGN;
    }

    // A power of -1 whose exponent is cut off from what is continuous has both signs again and again; any other may keep its parity. At whole
    // numbers alone a sine may leave out any value, as that of n*pi/2 does.
    private boolean takesAllValues(Wave wave) {
        return switch (wave.kind) {
            case SINUSOID, FRACTION -> !parts.areAll();
            case SIGN -> hasBothSigns(wave);
            case SIGN_OF_PARAMETERS -> false;
        };
    }

    private static boolean hasBothSigns(Wave wave) {
        return wave.phase instanceof Symbol || wave.phase instanceof Apply whole && !Kinks.areIn(whole.operand());
    }

    /** Values of all symbols along a sequence on which every operand is the same up to whole turns. */
    Map<Expression, Expression> sequence(int k) {
        Map<Expression, Expression> values = new HashMap<>();
        symbols.forEach((wave, symbol) -> {
            Expression angle = Product.of(Constant.of(wave.multiple.times(Rational.of(k, 4))), Symbol.PI);
            values.put(symbol, switch (wave.kind) {
                case FRACTION -> Constant.of(Rational.of(k, MOST_PHASES));
                case SIGN, SIGN_OF_PARAMETERS -> k % 2 == 0 ? Constant.ONE : Constant.MINUS_ONE;
                case SINUSOID -> SpecialValues.of(Apply.of(wave.operator, angle));
            });
        });
        return values;
    }

    /** The points of a sequence, and the limit along it. */
    Limits.Along along(int k, Expression limit) {
        Wave wave = symbols.keySet().iterator().next();
        long turns = symbols.keySet().stream().mapToLong(each -> each.multiple.denominator().longValueExact()).reduce(1, (a, b) -> a / BigInteger.valueOf(a)
                .gcd(BigInteger.valueOf(b)).longValueExact() * b);
        Expression start = switch (wave.kind) {
            case FRACTION -> Constant.of(Rational.of(k, MOST_PHASES));
            case SIGN, SIGN_OF_PARAMETERS -> Constant.of(k % 2);
            case SINUSOID -> Product.of(Constant.of(Rational.of(k, 4)), Symbol.PI);
        };
        Expression period = switch (wave.kind) {
            case FRACTION -> Constant.ONE;
            case SIGN, SIGN_OF_PARAMETERS -> Constant.TWO;
            case SINUSOID -> Product.of(Constant.of(2 * turns), Symbol.PI);
        };
        return new Limits.Along(Limits.Side.BOTH, wave.phase, start, period, limit);
    }

    /** The waves put back. */
    Expression restored(Expression e) {
        Map<Expression, Expression> back = new HashMap<>();
        symbols.forEach((wave, symbol) -> {
            if (wave.kind == Kind.SINUSOID) {
                back.put(symbol, Apply.of(wave.operator, Product.of(Constant.of(wave.multiple), wave.phase)));
            }
        });
        return Logs.replace(e, back);
    }

}
