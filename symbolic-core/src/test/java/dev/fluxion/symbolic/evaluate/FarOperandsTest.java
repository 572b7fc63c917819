package dev.fluxion.symbolic.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.fluxion.symbolic.language.Language;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FarOperandsTest {
    private static double value(String function, double x) {
        return Evaluator.scalar(Language.parse(function), Map.of("x", x));
    }

    // Expected values: closed forms, erfc to 16 digits, and mpmath at 30. Near its zeros the digamma function is a difference of numbers near 1.
    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "log2(x); Infinity; Infinity", "log2(x); 0x1p1023; 1023", "log2(x); NaN; NaN", "log2(x); 0; -Infinity",
        "acosh(x); -1e16; NaN", "acosh(x); -1; NaN", "acosh(x); 0.5; NaN", "acosh(x); 1; 0", "acosh(x); -Infinity; NaN",
        "digamma(x); 0; NaN", "digamma(x); -1; NaN", "digamma(x); -30; NaN", "digamma(x); -1e300; NaN",
        "digamma(x); 1e-10; -1.0000000000577215665e10", "digamma(x); -0.5; 0.03648997397857652056",
        "digamma(x); -2.5; 1.103156640645243187", "digamma(x); 1; -0.57721566490153286061",
        "gelu(x); -30; -1.47201417814445631e-196", "gelu(x); 0; 0", "gelu(x); 30; 30", "gelu(x); -1; -0.15865525393145705142",
        "silu(x); -Infinity; 0", "silu(x); -1e300; 0", "silu(x); Infinity; Infinity", "diff(silu(x), x); -Infinity; 0", "diff(elu(x), x); -50; 1.9287498479639178e-22",
        "student_t_quantile(1, x); 1e-300; -3.1830988618379067e299", "student_t_quantile(1, x); 1e-20; -3.1830988618379067e19",
        "student_t_quantile(2, x); 1e-300; -7.0710678118654752e149", "student_t_quantile(1, x); 0.25; -1"})
    void valuesAtAndNearSpecialPointsAreRight(String function, double x, double expected) {
        double value = value(function, x);
        if (Double.isFinite(expected)) {
            assertThat(value).isCloseTo(expected, within(2e-14 * (function.startsWith("digamma") ? Math.max(1, Math.abs(expected))
                    : Math.abs(expected)))); // the roundings of a handful of operations
        } else {
            assertThat(Double.valueOf(value)).isEqualTo(Double.valueOf(expected));
        }
    }

    // By mpmath. The square of the operand over 2 is an exponent: what rounding the operand over the root of 2 leaves out would be 500 units in the last place.
    @ParameterizedTest
    @CsvSource({"-1.5, -0.1002108019032870990067", "-5.25, -3.992604271156574981852e-7", "-12.75, -1.98737601832352899032e-36",
        "-27.5, -2.413996903141473037396e-165", "-36.5, -2.023824885272318262134e-290"})
    void smallValuesOfGeluHaveAllDigits(double x, double expected) {
        assertThat(value("gelu(x)", x)).isCloseTo(expected, within(6 * Math.ulp(expected)));
    }

    // By mpmath. The logistic function is a subnormal number on the left of -708.4, the product is one from -714.9 on.
    @ParameterizedTest
    @CsvSource({"-699.5, -1.1370972978723940006e-301", "-705.25, -3.6488812730234683264e-304", "-709.5, -5.236215228791926112e-306", "-714.125, -5.1668677776742902374e-308", "-720.75, -6.9188962652488049973e-311", "-745.5, -1.2761783977429615339e-321", "-751, -5.2539269203713737385e-324"})
    void smallValuesOfSiluHaveAllDigits(double x, double expected) {
        assertThat(value("silu(x)", x)).isCloseTo(expected, within(3 * Math.ulp(expected)));
    }

    // By mpmath. An error of a rounding in the exponent -x^2/2 is one of x^2/2 units in the last place.
    @ParameterizedTest
    @CsvSource({"-2, -0.085231801078196896701", "-5.25, -2.0913976638658620004e-6", "-10, -7.6184000964648140857e-22", "-18.75, -3.4029130180981737575e-76", "-30, -4.4160316907084943701e-195", "-37.5, -6.476271143055812623e-305", "0, 0.5", "2.5, 1.0376110859081452082", "40, 1.0"})
    void slopesOfGeluKeepTheirDigits(double x, double expected) {
        assertThat(value("diff(gelu(x), x)", x)).isCloseTo(expected, within((3 + x * x / 2) * Math.ulp(expected)));
    }

    // By mpmath. Near its zero the slope is a difference, whose digits are those of the larger term.
    @ParameterizedTest
    @CsvSource({"-0.75, 0.00077427826076489562831, 0.2259", "-0.796875, -0.018662852231668816908, 0.2314", "-0.921875, -0.06216084760252804603, 0.2405", "-1.09375, -0.10288260374803915695, 0.2399", "-1.125, -0.10806670936085304115, 0.2384", "-0.6875, 0.029339544774478551464, 0.2165", "-1.546875, -0.12559268663363743385, 0.1865"})
    void slopesOfGeluNearTheirZeroHaveTheDigitsOfTheirTerms(double x, double expected, double largerTerm) {
        assertThat(value("diff(gelu(x), x)", x)).isCloseTo(expected, within((6 + x * x / 2) * Math.ulp(largerTerm)));
    }
}
