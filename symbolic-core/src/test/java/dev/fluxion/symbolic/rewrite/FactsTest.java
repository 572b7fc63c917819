package dev.fluxion.symbolic.rewrite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.elaborate.Formulas;
import dev.fluxion.symbolic.elaborate.Names;
import dev.fluxion.symbolic.operator.Operator;
import dev.fluxion.symbolic.operator.Operators;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class FactsTest {
    private static boolean proves(String assumption, String claim) {
        Assumptions assumptions = assumption == null ? Assumptions.NONE : Assumptions.NONE.and(Formulas.condition(assumption, Names.lenient()));
        return new Facts(assumptions).proves(Formulas.condition(claim, Names.lenient()));
    }

    static Stream<Operator> rows() {
        return Operators.rows();
    }

    @ParameterizedTest
    @MethodSource("rows")
    void whatARowCallsBoundedHasFiniteBounds(Operator row) {
        Interval range = Facts.range(row);
        assertThat(row.isBounded()).isEqualTo(Double.isFinite(range.low()) && Double.isFinite(range.high()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
             | x^2 + 1 > 0
             | exp(x) != 0
             | abs(x) >= 0
             | 2 - sin(x) > 0
             | sin(x)^2 <= 1
             | atan(x) < 2
             | sqrt(2)*sqrt(3) < 5/2
             | exp(-1000) > 0
             | erf(8) < 1
             | mod(7, 3) == 1
             | 10^(-13) > 0
             | x^2*exp(y) >= 0
            x > 0 | x*(x + 1) > 0
             | sin(x)^3 <= 1
             | sin(x)^3 >= -1
             | tanh(x)^5 <= 1
             | tanh(x) < 1
             | erf(x) > -1
             | asin(x) <= 8/5
             | asin(x) >= -8/5
             | -3*sin(x) <= 3
             | cosh(x) + x^2 >= 1
             | not x^2 < 0
             | x > 0 or 2 > 1
             | 1 < 2 and x^2 >= 0
            x > 0 | not x <= 0
            x > 0 | not (x < 0 and y > 0)
            x > 0 | x > 0 or y > 0
            x > 0 and y > 0 | not (x < 0 or y < 0)
            x >= 0 and x != 0 | x > 0
            x <= 0 and x != 0 | x < 0
            x > 2 and y > 3 | x*y > 6
            x < -2 and y < -3 | x*y > 6
            y > x | 2*y - 2*x > 0
            x + pi > 0 | x + 4 > 0
            x*y - x > 0 and x > 0 | x*y + x > 0
            y > x | x - y < 0
            y > x and x > 0 | y > 0
            y > x and z >= y | z - x > 0
            y > x and x > 0 | x + y > 0
            y > x and x > 0 | y^2 - x^2 > 0
            y > x and x > 0 | x^3*y - x*y^3 < 0
            y > x | (y - x)^3*(x^2 + 1) > 0
            y >= x + 2 and x > 1 | y > 3
            x > 2 and y < -3 | x*y < -6
            x > 2 and y > 3 | x + y > 5
            x < 2 and y <= 3 | x + y < 5
            x < 0 | x^3 < 0
            x <= 0 | x^3 <= 0
            x < 0 | 1/x < 0
            x > 0 | x^y > 0
            x < 0 | x^2 > 0
            x >= 0 | sqrt(x) + x >= 0
            x < 0 | -x > 0
            x != 0 | x^2 > 0
            x > 1 | x - 1 > 0
            x > y | x - y > 0
            0 < x and x < 1 | 1 - x > 0
             | mod(floor(x), 1) == 0
             | mod(2*sign(x)*round(y) + 1, 2) == 1
            mod(x, 1) == 0 | mod(6*x^2 + 1, 3) == 1
            mod(x, 2) == 1 | mod(x^3 + x, 2) == 0
            mod(x, 2) == 1 | mod(x, 1) == 0
            mod(x, 1) == 0 and mod(y, 2) == 0 | mod(x*y, 2) == 0
             | x^2 + x + 1 > 0
             | x^2 + x + 1 >= 3/4
             | 4*x - x^2 - 5 < 0
             | 4*x - x^2 - 5 <= -1
             | x^2 + 2*x + 1 >= 0
             | x^2 + 2*x*y + 2*y^2 >= 0
             | x^2 + x*y + y^2 + 2*x + y + 2 > 0
             | x^2 - x*y + y^2 - y*z + z^2 - z + 1 > 0
             | x^4 - 2*x^2 + 2 > 0
             | x^4 - 2*x^2 + 1 >= 0
             | x^6 - 2*x^3 + 1 >= 0
             | exp(2*x) - exp(x) + 1 > 0
             | sin(x)^2 - 3*sin(x) + 3 > 0
             | sin(x)^3 - 5*sin(x) + 5 > 0
            x > 1 | x^2 - x > 0
            x >= 1 | x^2 - x >= 0
            x > 1 | x^3 - 3*x + 2 > 0
            x > -2 | x^3 - 3*x + 2 >= 0
            0 < x and x < 1 | x^2 - x < 0
            x < 0 | x^3 - x^2 + x - 1 < 0
            x >= 0 and y == 0 | x*y >= 0
            x <= -1 and y == 0 | x*y <= 0
            x > 10^20 - 1 | x - 10^19 > 0
            x > 10^(-400) | x > 0
            x <= -10^(-400) | x < 0
            x > 10^399 and x < 10^400 | x > 10^300
            x > 0.5 | 2*x - 1 > 0
            """)
    void structureAndAssumptionsProveSigns(String assumption, String claim) {
        assertThat(proves(assumption, claim)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
             | x^2 > 0
             | x >= 0
             | 1 - sin(x) > 0
             | x^3 >= 0
             | sin(10^15*pi) != 0
             | sin(10^15*pi) < 0
             | exp(-1000) == 0
             | erf(8) == 1
             | sqrt(2)*sqrt(3) - sqrt(6) != 0
            x >= 0 | x > 0
             | x^3 <= 1
             | (2*sin(x))^3 <= 1
             | tanh(x) < 1/2
             | erf(x) < 0
             | asin(x) <= 3/2
             | 3*sin(x) <= 2
             | not x^2 > 0
             | x > 0 or y > 0
            x > 0 | x > 0 and y > 0
            x > 0 | not (x > 0 and y > 0)
            x <= 0 | x < 0
            x >= 2 and y > 3 | x*y > 7
            x > 2 and y < 3 | x*y < 6
            x >= 2 and y >= 3 | x + y > 5
            x <= 0 | x^3 < 0
            x >= 0 | 1/x < 0
            x > 0 | x - 1 >= 0
            x != 0 | x > 0
             | mod(x, 1) == 0
             | mod(abs(x), 1) == 0
            mod(x, 1) == 0 | mod(x, 2) == 0
            mod(x, 1) == 0 | mod(x/2, 1) == 0
            mod(x, 2) == 1 | mod(x*y, 1) == 0
            mod(x, 2) == 0 | mod(x*y, 2) == 0
            mod(x, 1) == 1/2 | mod(x, 1) == 0
             | x^2 + x + 1 > 3/4
             | sin(x) - 1 + 10^(-20) <= 0
             | 1 - 10^(-20) - sin(x) >= 0
             | x^2 - 10^(-400) >= 0
             | x^2 - 2*x + 1 - 10^(-400) >= 0
             | exp(x) - 10^(-400) >= 0
             | x^2 + 2*x + 1 > 0
             | x^2 + 3*x + 1 >= 0
             | x^2 + 2*x*y + y^2 > 0
             | x^2 + 3*x*y + y^2 >= 0
             | x^2 + y >= 0
             | x^2 + x*y + 1 > 0
             | x^2 - y^2 + 1 > 0
             | x^3 + x + 1 > 0
             | x^4 - 2*x^2 + 1 > 0
             | x^4 - 3*x^2 + 1 >= 0
             | sin(x)^2 - 3*sin(x) + 2 > 0
            x > 1 | x^2 - 2*x > 0
            x >= 1 | x^2 - x > 0
            x > -2 | x^3 - 3*x + 2 > 0
            x > -3 | x^3 - 3*x + 2 >= 0
            0 <= x and x <= 1 | x^2 - x < 0
            x < 2 | x^3 - x^2 + x - 1 < 0
            x >= 0 and y == 0 | x*y < 0
            x >= 0 and y == 0 | x*y != 0
            x <= 0 and y == 0 | x*y > 0
            x > 0 and y == 0 | -x*y > 0
            x >= 0 and mod(n, 2) == 0 | x*mod(n, 2) < 0
            x >= 0 and -1 < y and y <= 0 | x*y < 0
            x > 10^20 - 1 | x - 10^20 > 0
            x >= 9007199254740995 | x - 9007199254740995 > 0
            x == 10^20 + 1 | x - 10^20 <= 0
            x < 1 + 10^(-20) | x - 1 < 0
            x > -10^(-400) | x >= 0
            x < 10^(-400) | x <= 0
            x > 1/3 | x - 1/3 - 10^(-17) > 0
            """)
    void whatMayBeFalseIsNotProved(String assumption, String claim) {
        assertThat(proves(assumption, claim)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"x > 10^399 and x < 10^400", "x > 10^20 and x < 10^20 + 1", "x > 1 and x < 1 + 10^(-30)", "x > 0 and x < 10^(-400)", "x == 10^20 + 1 and x > 10^20"})
    void boundsThatDoublesCannotTellApartAreNoContradiction(String assumption) {
        assertThat(Assumptions.NONE.and(Formulas.condition(assumption, Names.lenient())).areContradictory()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            -pi/2 <= x and x <= pi/2 | asin(sin(x)) | x
            0 <= x and x <= pi | acos(cos(x)) | x
            -pi/2 < x and x < pi/2 | atan(tan(x)) | x
            -pi/4 <= x and x <= pi/4 | asin(sin(2*x)) | 2*x
            0 <= x and x <= 3/2 | asin(sin(x)) | x
            -1.570796326794 <= x and x <= 1.570796326794 | asin(sin(x)) | x
             | asin(sin(atan(x))) | atan(x)
             | exp(log(x)) | x
             | log(exp(x)) | x
            -1.5707963267948967 <= x and x <= 1.5707963267948967 | asin(sin(x)) | asin(sin(x))
            0 <= x and x <= 1.5707963267948967 | asin(sin(x)) | asin(sin(x))
            0 <= x and x <= 3.1415926535897933 | acos(cos(x)) | acos(cos(x))
            0 <= x and x <= 1.5707963267948967 | atan(tan(x)) | atan(tan(x))
             | acos(cos(asin(x))) | acos(cos(asin(x)))
            """)
    void anInverseUndoesItsFunctionWhereItsRangeCertainlyHoldsTheOperand(String assumption, String expression, String expected) {
        Assumptions assumptions = assumption == null ? Assumptions.NONE : Assumptions.NONE.and(Formulas.condition(assumption, Names.lenient()));
        assertThat(Simplifier.simplify(Formulas.parse(expression), assumptions, Budget.standard()).expression()).isEqualTo(Formulas.parse(expected));
    }
}
