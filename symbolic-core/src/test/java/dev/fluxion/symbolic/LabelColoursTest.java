package dev.fluxion.symbolic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LabelColoursTest {
    private static final Size N = Size.named("n");

    // Edges of a graph, each a matrix with a label for each end: all labels are summed over.
    private static Expression product(Expression matrix, int labels, List<int[]> edges, List<Integer> names, Random order) {
        ProductBuilder builder = new ProductBuilder();
        int[] made = IntStream.range(0, labels).map(i -> builder.label(N)).toArray();
        List<int[]> shuffled = new ArrayList<>(edges);
        Collections.shuffle(shuffled, order);
        shuffled.forEach(edge -> builder.factor(matrix, made[names.get(edge[0])], made[names.get(edge[1])]));
        return builder.build();
    }

    private static List<int[]> edges(String text) {
        return java.util.Arrays.stream(text.split(" ")).map(edge -> edge.chars().map(c -> c - 'a').toArray()).toList();
    }

    // Every label has as many neighbours as every other one, so that no refinement tells them apart; in the second and third not all are exchangeable.
    @ParameterizedTest
    @ValueSource(strings = {"ab bc cd de ef fa", "ab bc ca de ef fd ad", "ab bc cd da ac ef fg gh he eg bd fh ae bf", "ab cd ef ac ce ea bd df fb",
        "ab bc cd de ea fh hj jg gi if af bg ch di ej"})
    void aProductIsTheSameWhateverItsLabelsAreCalled(String text) {
        List<int[]> edges = edges(text);
        int labels = 1 + edges.stream().flatMapToInt(java.util.Arrays::stream).max().orElseThrow();
        for (boolean symmetric : new boolean[] {false, true}) {
            Expression matrix = Symbol.of("A", Shape.of(N, N), Symbol.Role.VARIABLE, symmetric ? java.util.Set.of(Symbol.Property.SYMMETRIC) : java.util.Set.of());
            List<Integer> names = new ArrayList<>(IntStream.range(0, labels).boxed().toList());
            Expression first = product(matrix, labels, edges, names, new Random(0));
            for (int seed = 1; seed <= 12; seed++) {
                Collections.shuffle(names, new Random(seed));
                assertThat(product(matrix, labels, edges, names, new Random(seed))).as("symmetric %s, labels %s", symmetric, names).isEqualTo(first);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 8})
    void exchangeableLabelsNeedOneTrial(int factors) {
        List<LabelColours.Occurrence> star = IntStream.range(1, factors + 1).mapToObj(i -> new LabelColours.Occurrence(0, false, List.of(0, i))).toList();
        Budget budget = Budget.of(60_000, 1_000, 10);
        assertThat(budget.run(() -> LabelColours.of(star, Map.of()))).hasSize(factors + 1);
        assertThat(budget.spent()).isLessThan(200);
    }
}
