package dev.fluxion.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Statements, and where they end. */
class StatementTest {
    static Stream<Arguments> statements() {
        return Table.rows("""
                c = 3 # a value => c := 3
                f(x, y) = x^2 => f(x, y) := (x^2)
                C[i,j] = A[i,k]*B[k,j] => C[i, j] := (A[i, k] * B[k, j])
                X in R[n, d] => X in R[n, d]
                x, y in R => x, y in R
                w ∈ ℝ[2*n+1] => w in R[((2 * n) + 1)]
                n in N => n in N
                S in R[n, n] symmetric positive_definite => S in R[n, n] symmetric positive_definite
                assume x > 0 => assume (x > 0)
                assume n in Z => assume n in Z
                param W in R[d, 10] = he() => param W[d, 10] := he()
                param w => param w
                param w = 3 => param w := 3
                f(2, pi/2) => f(2, (pi / 2))
                y = if(c, 1, 2) => y := if(c, 1, 2)
                if(c, 1, 2) => if(c, 1, 2)
                x == 2 => (x == 2)
                f = f(x, y) => f := f(x, y)
                show diff(f, x) => show diff(f, x)
                show (x+1)*2 => show ((x + 1) * 2)
                show(f, detail = "every") => show f; detail = "every"
                import "losses.flx" => import losses.flx
                \"""prose⏎$x$\""" => prose prose⏎$x$
                "text" => "text"
                fit(loss,⏎X = images,⏎epochs = 10) => fit(loss, X = images, epochs = 10)
                p = {x > 0: x,⏎else: 0} => p := {(x > 0): x, else: 0}
                for k in 1..10 { print(k) } => for k in 1..10 {print(k)}
                for k in 1..n {⏎a = k; b = a⏎⏎print(b) } => for k in 1..n {a := k; b := a; print(b)}
                if c { x } else { y } => if c {x} else {y}
                if (c > 0) {⏎x⏎}⏎else if d { y }⏎else {} => if (c > 0) {x} else {if d {y}}
                if |x| > 0 { y } => if (|x| > 0) {y}
                if {x > 0: 1, else: 0} > 0 { y } => if ({(x > 0): 1, else: 0} > 0) {y}
                """);
    }

    @ParameterizedTest
    @MethodSource("statements")
    void everyKindOfStatementIsRead(String text, String read) {
        assertThat(Brackets.script(text)).isEqualTo(read.replace("\n", "⏎"));
    }

    static Stream<Arguments> ends() {
        return Table.rows("""
                x = 1; y = 2⏎z = 3 => x := 1 | y := 2 | z := 3
                ;⏎⏎x;;y; => x | y
                x = y +⏎2⏎y => x := (y + 2) | y
                x =⏎⏎3⏎y => x := 3 | y
                x⏎+ 2 => x | (+2)
                f(a⏎, b)⏎y => f(a, b) | y
                x # one⏎# two⏎y => x | y
                """);
    }

    @ParameterizedTest
    @MethodSource("ends")
    void newlinesAndSemicolonsEndStatementsOutsideBracketsAndOperators(String text, String read) {
        assertThat(Brackets.script(text)).isEqualTo(read.replace(" | ", "\n"));
        assertThat(Brackets.script(text.replace("\n", "\r\n"))).isEqualTo(read.replace(" | ", "\n"));
        assertThat(Brackets.script(text.replace("\n", "\r"))).isEqualTo(read.replace(" | ", "\n"));
    }

    @Test
    void aNetworkIsAFewFormulas() {
        assertThat(Brackets.script("""
                X in R[m, 784]; Y in R[m, 10] onehot
                param W1 in R[784, 128] = he();  param b1 in R[128] = 0
                P    = softmax(relu(X*W1 + b1))
                loss = -sum(Y .* log(P)) / m
                show grad(loss)
                """)).isEqualTo("""
                X in R[m, 784]
                Y in R[m, 10] onehot
                param W1[784, 128] := he()
                param b1[128] := 0
                P := softmax(relu(((X * W1) + b1)))
                loss := ((-sum((Y .* log(P)))) / m)
                show grad(loss)""");
    }

    @Test
    void anEmptyScriptHasNoStatements() {
        assertThat(Reader.script(new Source("empty", ""))).isEmpty();
        assertThat(Reader.script(new Source("empty", "\uFEFF# only a comment\n\n;"))).isEmpty();
    }

    @Test
    void spansCoverWhatWasWritten() {
        String text = "α = 1\n  f(x) = x + 1 # end";
        Statement second = Reader.script(new Source("test", text)).get(1);
        assertThat(text.substring(second.span().start(), second.span().end())).isEqualTo("f(x) = x + 1");
    }
}
