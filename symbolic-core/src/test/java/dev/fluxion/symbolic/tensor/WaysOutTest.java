package dev.fluxion.symbolic.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.symbolic.elaborate.Names;
import dev.fluxion.symbolic.language.Language;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is refused for shapes says which they are and how to go on. */
class WaysOutTest {
    private static final List<String> OPERANDS = List.of("x", "w", "A", "S", "B", "T", "2");

    static List<String> functions() {
        return Language.elaborator(Names.lenient()).vocabulary().names().stream().sorted().toList();
    }

    @ParameterizedTest
    @MethodSource("functions")
    void everyCallThatDoesNotFitHasAWayOut(String name) {
        TensorCheck check = TensorCheck.declare("x[n] w[d] A[n,d] S[n,n] B[m,k] T[n,d,m]", new Random(1));
        List<String> silent = new ArrayList<>();
        calls(name).forEach(call -> {
            try {
                check.read(call);
            } catch (FluxionException e) {
                boolean ownShapes = e.diagnostic().message().contains(" of shape ") && e.diagnostic().message().endsWith(")")
                        || call.matches(".*\\([2, ]+\\)");
                if (e.diagnostic().code() == Diagnostic.Code.SHAPE && (e.diagnostic().hint().isEmpty() || !ownShapes)) {
                    silent.add(call + ": " + e.diagnostic().message() + " | " + e.diagnostic().hint());
                }
            }
        });
        assertThat(silent).isEmpty();
    }

    private static Stream<String> calls(String name) {
        Stream<String> single = OPERANDS.stream();
        Stream<String> pairs = OPERANDS.stream().flatMap(a -> OPERANDS.stream().map(b -> a + ", " + b));
        Stream<String> triples = Stream.of("x, w, w", "A, S, 2", "A, 5, 2", "x, x, w", "w, x, x", "T, A, x");
        return Stream.of(single, pairs, triples).flatMap(each -> each).map(operands -> name + "(" + operands + ")");
    }
}
