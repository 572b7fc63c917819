package dev.fluxion.symbolic.fuzz;

import dev.fluxion.symbolic.Apply;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Elementwise;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Power;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.number.Rational;
import dev.fluxion.symbolic.operator.Operator;
import dev.fluxion.symbolic.operator.Operators;
import java.util.List;

/** A scalar expression of {@code x} and {@code y} that a sequence of bytes spells: every sequence spells one, and shorter ones smaller ones. */
final class ByteFormula {
    private static final List<Operator> FUNCTIONS = Operators.rows(Operator.Kind.ELEMENTWISE).stream().filter(row -> row.operands().size() <= 2).toList();
    private static final List<Expression> LEAVES = List.of(Symbol.of("x"), Symbol.of("y"), Constant.ONE, Constant.TWO, Constant.MINUS_ONE, Symbol.PI, Symbol.E);
    private static final List<Rational> EXPONENTS = List.of(Rational.of(2), Rational.of(3), Rational.of(-1), Rational.of(1, 2), Rational.of(-2), Rational.of(1, 3),
            Rational.of(-1, 2), Rational.of(3, 2), Rational.of(2, 3), Rational.of(4));
    private static final int DEEPEST = 6;

    private final byte[] bytes;
    private int at;

    private ByteFormula(byte[] bytes) {
        this.bytes = bytes;
    }

    static Expression of(byte[] bytes) {
        return new ByteFormula(bytes).expression(0);
    }

    private int next() {
        return at < bytes.length ? bytes[at++] & 0xFF : 0;
    }

    private Expression expression(int depth) {
        int kind = depth >= DEEPEST || at >= bytes.length ? 0 : next() % 8;
        return switch (kind) {
            case 0 -> LEAVES.get(next() % LEAVES.size());
            case 1 -> Constant.of(Rational.of(next() - 128, 1 + next() % 12));
            case 2 -> Elementwise.sum(expression(depth + 1), expression(depth + 1));
            case 3 -> Elementwise.difference(expression(depth + 1), expression(depth + 1));
            case 4 -> Elementwise.product(expression(depth + 1), expression(depth + 1));
            case 5 -> Elementwise.quotient(expression(depth + 1), expression(depth + 1));
            case 6 -> Power.of(expression(depth + 1), Constant.of(EXPONENTS.get(next() % EXPONENTS.size())));
            default -> function(FUNCTIONS.get(next() % FUNCTIONS.size()), depth + 1);
        };
    }

    private Expression function(Operator row, int depth) {
        return row.operands().size() == 1 ? Apply.of(row, expression(depth)) : Apply.of(row, expression(depth), expression(depth));
    }
}
