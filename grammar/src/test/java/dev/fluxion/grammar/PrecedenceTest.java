package dev.fluxion.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What binds to what, shown by renderings with every bracket. */
class PrecedenceTest {
    static Stream<Arguments> operators() {
        return Table.rows("""
                a-b-c => (a - b - c)
                a-(b-c) => (a - (b - c))
                a/b*c => (a / b * c)
                a+b*c => (a + (b * c))
                a .* b ./ c => (a .* b ./ c)
                -x^2 => (-(x^2))
                -a*b => ((-a) * b)
                a*-b => (a * (-b))
                2--3 => (2 - (-3))
                -+x => (-(+x))
                2^3^2 => (2^(3^2))
                2^-x => (2^(-x))
                2^-2^2 => (2^(-(2^2)))
                x.^y.^z => (x .^ (y .^ z))
                A'^2 => ((A')^2)
                A^T => (A^T)
                n!^2 => ((n!)^2)
                2^n! => (2^(n!))
                2^x² => (2^(x^2))
                x⁻¹ => (x^-1)
                n!! => ((n!)!)
                A'[1] => (A')[1]
                A[i,j]' => (A[i, j]')
                0 < x < 1 => (0 < x < 1)
                a + 1 == b => ((a + 1) == b)
                not a == b => (not (a == b))
                not not a => (not (not a))
                not a and b => ((not a) and b)
                a and b or c and d => ((a and b) or (c and d))
                √x^2 => (√(x)^2)
                √√x => √(√(x))
                √2x => (√(2) ~ x)
                a and not b or c => ((a and (not b)) or c)
                not x + 1 < y => (not ((x + 1) < y))
                2^-x*3 => ((2^(-x)) * 3)
                a .^ -b .^ c => (a .^ (-(b .^ c)))
                ∇f + 1 => (∇(f) + 1)
                """);
    }

    @ParameterizedTest
    @MethodSource("operators")
    void operatorsBindAsInTextbooks(String text, String brackets) {
        assertThat(Brackets.expression(text)).isEqualTo(brackets);
    }

    static Stream<Arguments> juxtaposition() {
        return Table.rows("""
                2x => (2 ~ x)
                2x^2 => (2 ~ (x^2))
                3sin(x) => (3 ~ sin(x))
                2(x+1) => (2 ~ (x + 1))
                (x+1)(x-1) => ((x + 1) ~ (x - 1))
                1/2x => (1 / 2 ~ x)
                sin(x)(y+1) => (sin(x) ~ (y + 1))
                2sin(x)cos(x) => (2 ~ sin(x) ~ cos(x))
                2^3x => ((2^3) ~ x)
                2^3(x) => ((2^3) ~ x)
                (x)^2(y) => ((x^2) ~ y)
                2√x => (2 ~ √(x))
                2∞ => (2 ~ inf)
                2Σ(i: x[i]) => (2 ~ Σ(i: x[i]))
                2if(c, 1, 2) => (2 ~ if(c, 1, 2))
                2[1,2] => 2[1, 2]
                """);
    }

    @ParameterizedTest
    @MethodSource("juxtaposition")
    void juxtapositionMultipliesBehindNumbersAndBrackets(String text, String brackets) {
        assertThat(Brackets.expression(text)).isEqualTo(brackets);
    }

    static Stream<Arguments> raised() {
        return Table.rows("""
                sin^2(x) => (sin(x)^2)
                sin²(x) => (sin(x)^2)
                2sin^2(x)cos^10(y) => (2 ~ (sin(x)^2) ~ (cos(y)^10))
                f^2(x, y) => (f(x, y)^2)
                sin^-1(x) => ((sin^(-1)) ~ x)
                sin^1(x) => ((sin^1) ~ x)
                sin^2.5(x) => ((sin^2.5) ~ x)
                sin^k(x) => (sin^k(x))
                """);
    }

    @ParameterizedTest
    @MethodSource("raised")
    void aWholeExponentOfTwoOrMoreBehindANameRaisesTheCall(String text, String brackets) {
        assertThat(Brackets.expression(text)).isEqualTo(brackets);
    }

    static Stream<Arguments> bars() {
        return Table.rows("""
                |x| => |x|
                |x|+|y| => (|x| + |y|)
                ||x|+y| => |(|x| + y)|
                |x+|y|| => |(x + |y|)|
                |-|x|| => |(-|x|)|
                2*|x|^2 => (2 * (|x|^2))
                f(|x|, |y|) => f(|x|, |y|)
                """);
    }

    @ParameterizedTest
    @MethodSource("bars")
    void aBarOpensWhereAnOperandIsExpected(String text, String brackets) {
        assertThat(Brackets.expression(text)).isEqualTo(brackets);
    }

    static Stream<Arguments> derivatives() {
        return Table.rows("""
                d/dx x^2 => (d/dx (x^2))
                d/dx(x^2) => (d/dx (x^2))
                d/dx sin(x)*cos(x) + 1 => ((d/dx (sin(x) * cos(x))) + 1)
                2d/dx x => (2 ~ (d/dx x))
                x/d/dx y => (x / (d/dx y))
                -d/dx x^2 => (-(d/dx (x^2)))
                x * d/dx y * z + 1 => ((x * (d/dx (y * z))) + 1)
                d^2/dx^2 x^3 => (d/dx,x (x^3))
                d²/dx² x => (d/dx,x x)
                ∂²/∂x∂y f => (∂/∂x,y f)
                ∂^3/∂x^2∂y (x) => (∂/∂x,x,y x)
                d/dθ f(θ) => (d/dtheta f(theta))
                d/dx d/dy x*y => (d/dx (d/dy (x * y)))
                d/dx |x| => (d/dx |x|)
                d/dx [x, x^2] => (d/dx [x, (x^2)])
                d/dx {x > 0: x} => (d/dx {(x > 0): x})
                d/dx if(c, x, 0) => (d/dx if(c, x, 0))
                d/dx => (d / dx)
                d/dx + 1 => ((d / dx) + 1)
                (d/dx)*2 => ((d / dx) * 2)
                dx/dy => (dx / dy)
                """);
    }

    @ParameterizedTest
    @MethodSource("derivatives")
    void aDerivativeOperatorReachesAsFarAsAProduct(String text, String brackets) {
        assertThat(Brackets.expression(text)).isEqualTo(brackets);
    }

    static Stream<Arguments> calls() {
        return Table.rows("""
                f() => f()
                sin (x) => sin(x)
                f'(x) => f'(x)
                f''(x) => f''(x)
                A'*(B) => ((A') * B)
                subs(f, x = 2) => subs(f, x = 2)
                plot(f, x = -3..3) => plot(f, x = (-3)..3)
                sum(k: A[i,k]*B[k,j]) => sum(k: (A[i, k] * B[k, j]))
                sum(i = 1..n-1: x[i+1]) => sum(i = 1..(n - 1): x[(i + 1)])
                tensor(i, j, k: e) => tensor(i, j, k: e)
                fold(y = y0, t = 1..s: y + 1) => fold(y = y0, t = 1..s: (y + 1))
                sum(i = 1..3: sum(j: A[i,j])) => sum(i = 1..3: sum(j: A[i, j]))
                Σ(i = 1..n: i) => Σ(i = 1..n: i)
                ∇(f, [x, y]) => ∇(f, [x, y])
                solve(x^2 == 2, x) => solve(((x^2) == 2), x)
                A[1..3, :] => A[1..3, :]
                A[n-1..n][2] => A[(n - 1)..n][2]
                [1, 2, 3] => [1, 2, 3]
                [1, 2;⏎3, 4] => [1, 2; 3, 4]
                [[1, 2], [3]] => [[1, 2], [3]]
                {x > 0: x, else: 0}^2 => ({(x > 0): x, else: 0}^2)
                {x > 0: x,⏎x < 0: -x} => {(x > 0): x, (x < 0): (-x)}
                if(c, if(d, 1, 2), 3) => if(c, if(d, 1, 2), 3)
                """);
    }

    @ParameterizedTest
    @MethodSource("calls")
    void callsSubscriptsAndArraysKeepTheirParts(String text, String brackets) {
        assertThat(Brackets.expression(text)).isEqualTo(brackets);
    }
}
