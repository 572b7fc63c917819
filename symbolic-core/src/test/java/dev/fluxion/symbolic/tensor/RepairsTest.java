package dev.fluxion.symbolic.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.fluxion.grammar.FluxionException;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RepairsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            A*x            | A is of shape [n, d]; x is a column of shape [n]             | did you mean A'*x? It has shape [d]
            x*A            | x is a column of shape [n]; A is of shape [n, d]             | did you mean x'*A? It has shape [d]
            A*A            | A is of shape [n, d]                                         | did you mean A'*A? It has shape [d, d]
            A .* A'        | A is of shape [n, d]; A' is of shape [d, n]                  | did you mean A .* A? It has shape [n, d]
            A - mean(A, 2) | A is of shape [n, d]; mean(A, 2) is a column of shape [n]    | did you mean A - outer(mean(A, 2), ones(d))? It has shape [n, d]
            A/w            | A is of shape [n, d]; w is a column of shape [d]             | did you mean A ./ w? It has shape [n, d]
            2*A*x          | 2*A is of shape [n, d]; x is a column of shape [n]           | did you mean (2*A)'*x? It has shape [d]
            """)
    void aProductThatDoesNotFitNamesItsOperandsAndWhatWouldFit(String formula, String operands, String hint) {
        TensorCheck check = TensorCheck.declare("A[n,d] x[n] w[d]", new Random(1));
        FluxionException mistake = catchThrowableOfType(FluxionException.class, () -> check.read(formula));
        assertThat(mistake.diagnostic().message()).contains("(" + operands + ")");
        assertThat(mistake.diagnostic().hint()).isEqualTo(hint);
        assertThat(check.read(hint.substring("did you mean ".length(), hint.indexOf("? It")))).isNotNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            mse(x, w)           | the operands of 'mse' do not fit together (x is a column of shape [n]; w is a column of shape [d])
            cross_entropy(A, A') | the operands of 'cross_entropy' do not fit together (A is of shape [n, d]; A' is of shape [d, n])
            if(x > 0, x, w)     | 'if' of shapes [n] and [d]: the sizes n and d do not broadcast (x is a column of shape [n]; w is a column of shape [d])
            conv(I3, K)         | 'conv' of shapes [n, d, 9] and [n, h, 3]: axis 2 of both counts the channels, d and h (I3 is of shape [n, d, 9]; K is of shape [n, h, 3])
            """)
    void aCallThatDoesNotFitNamesTheOperandsThatWereGiven(String formula, String message) {
        TensorCheck check = TensorCheck.declare("A[n,d] x[n] w[d] I3[n,d,9] K[n,h,3]", new Random(1));
        FluxionException mistake = catchThrowableOfType(FluxionException.class, () -> check.read(formula));
        assertThat(mistake.diagnostic().message()).isEqualTo(message);
    }
}
