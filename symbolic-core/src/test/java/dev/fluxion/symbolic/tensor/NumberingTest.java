package dev.fluxion.symbolic.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fluxion.symbolic.Expression;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code vec}, {@code reshape} and {@code kron} of each other are, modulo a prime: numbers in digits, and equal ones with equal digits. */
class NumberingTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            reshape(P, n, m)          | vec(2*A)     | 1            | 2*A
            reshape(P, m, n)          | vec(A)       | 1            | reshape(A, m, n)
            reshape(P, n, m)          | reshape(A, m, n) | 1        | A
            vec(P)                    | reshape(A, m, n) | 1        | vec(A)
            P'*W                      | vec(A)       | vec(B)       | sum(A .* B)
            tr(P'*W)                  | A            | B            | sum(A .* B)
            sum(P)                    | vec(A)       | 1            | sum(A)
            sum(P .* W)               | reshape(A, m, n) | C        | vec(A)'*vec(C)
            P*W                       | kron(S, R)   | kron(R, S)   | kron(S*R, R*S)
            P*W                       | kron(A, B)   | kron(C, C)   | kron(A*C, B*C)
            P*W                       | kron(A, S)   | kron(C, R)   | kron(A*C, S*R)
            P*W*kron(S, C)            | kron(S, C)   | kron(R, A)   | kron(S*R*S, C*A*C)
            P*W                       | kron(S', A)  | vec(C)       | vec(A*C*S)
            P*W                       | kron(A, S)   | vec(R*A)     | vec(S*R*A*A')
            P*W                       | kron(S, C)   | vec(A*C)     | vec(C*A*C*S')
            W'*P*W                    | kron(S, R)   | vec(R)       | tr(R'*R*R*S')
            tr(P)                     | kron(S, R)   | 1            | tr(S)*tr(R)
            tr(P*W)                   | kron(S, A)   | kron(R, C)   | tr(S*R)*tr(A*C)
            sum(P)                    | kron(S, A)   | 1            | sum(S)*sum(A)
            sum(P, 1)                 | kron(S, A)   | 1            | kron(sum(S, 1), sum(A, 1))
            P'                        | kron(A, B)   | 1            | kron(A', B')
            P .* W                    | kron(A, S)   | kron(B, R)   | kron(A .* B, S .* R)
            diag(P)                   | kron(S, R)   | 1            | kron(diag(S), diag(R))
            inv(P)                    | kron(S, R)   | 1            | kron(inv(S), inv(R))
            inv(P)                    | kron(s*S, R*Q) | 1         | kron(inv(S), inv(R*Q))/s
            det(P)                    | kron(S, R)   | 1            | det(S)^n*det(R)^n
            det(P)                    | kron(S, C*A) | 1            | det(S)^m*det(C*A)^n
            inv(P)*W                  | kron(S, R)   | vec(R)       | vec(inv(S)')
            """)
    void theWholeIsInClosedFormAndHasTheValueOfItsParts(String whole, String p, String w, String closed) {
        ResidueCase given = new ResidueCase(whole.hashCode() + p.hashCode());
        Expression direct = given.read(whole.replaceAll("\\bP\\b", "(" + p + ")").replaceAll("\\bW\\b", "(" + w + ")"));
        Expression form = given.read(closed);
        Expression first = given.read(p);
        Expression second = given.read(w);
        given.opaque("P", first);
        given.opaque("W", second);
        Residues.Tensor parts = given.residues().of(given.read(whole));
        assertThat(given.residues().of(direct).same(parts)).as("%s", direct).isTrue();
        assertThat(given.residues().of(form).same(parts)).as("%s", form).isTrue();
        assertThat(direct.toString().length()).as("%s", direct).isLessThanOrEqualTo(form.toString().length());
    }

    // Where a number does not tell its digits, nothing is left out.
    @ParameterizedTest
    @ValueSource(strings = {"sum(vec(S)[1..n*n-1])", "sum(kron(A, B)*kron(B', A'))", "tr(kron(A, C))", "reshape(vec(A)[1..n], n)", "vec(A')'*vec(C)",
            "sum(reshape(kron(A, B), n*m, n*m).^2)",
        "sum(vec(S)[2..n*n] .* vec(S)[1..n*n-1])", "reshape(kron(x, y), n, n)", "sum(reshape(kron(A, C), m*n, n*m)*kron(z*x', A*C))",
        "vec(kron(S, R))'*vec(kron(R, S))", "det(kron(S, R))", "logdet(kron(R, S))", "sum(inv(kron(S, R)))", "det(kron(A, C))",
        "inv(kron(A, C) + I(n*m))", "tr(kron(A, C)*kron(C', A'))", "sum(concat(vec(A), vec(B))[n*m+1..2*n*m])"})
    void derivativesOfNumberedEntriesAreRightForEveryOrderOfSizes(String formula) {
        for (long seed = 1; seed <= 2; seed++) {
            TensorCheck check = TensorCheck.declare("S[n,n] R[n,n] A[n,m] B[n,m] C[m,n] x[n] y[n] z[m]", new Random(seed));
            for (String variable : "S R A B C x y z".split(" ")) {
                if (formula.matches(".*\\b" + variable + "\\b.*")) {
                    check.require(formula, variable);
                }
            }
        }
    }
}
