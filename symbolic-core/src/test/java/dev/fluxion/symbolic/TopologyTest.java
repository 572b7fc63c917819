package dev.fluxion.symbolic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fluxion.symbolic.language.Language;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TopologyTest {
    @Test
    void equalNodesThatWereMadeApartAreOne() {
        Expression sum = Language.parse("sin(x^2 + 1)*y + cos(x^2 + 1)");
        Topology topology = Topology.of(sum);
        assertThat(topology.nodes()).doesNotHaveDuplicates().contains(Language.parse("x^2 + 1"));
        assertThat(topology.nodes().getLast()).isSameAs(sum);
    }

    @Test
    void operandsStandBeforeWhatUsesThemAndAreFoundByPosition() {
        Topology topology = Topology.of(List.of(Language.parse("x*y + exp(x*y)/z"), Language.parse("x*y - 2")));
        for (int i = 0; i < topology.size(); i++) {
            List<Expression> operands = topology.nodes().get(i).operands();
            assertThat(topology.operands(i)).hasSize(operands.size());
            for (int which = 0; which < operands.size(); which++) {
                assertThat(topology.operand(i, which)).isLessThan(i);
                assertThat(topology.nodes().get(topology.operand(i, which))).isEqualTo(operands.get(which));
            }
        }
    }

    @Test
    void findsAnExpressionByItsStructure() {
        Topology topology = Topology.of(Language.parse("sin(x + 1)^2"));
        assertThat(topology.find(Language.parse("x + 1"))).isPresent();
        assertThat(topology.find(Language.parse("x + 2"))).isEmpty();
    }

    @Test
    void manyCopiesOfOneNodeCostNoMoreThanDifferentOnes() {
        List<Expression> terms = new ArrayList<>();
        for (int i = 0; i < 50_000; i++) {
            terms.add(Apply.of(dev.fluxion.symbolic.operator.Elementary.LOGARITHM, Sum.of(Symbol.of("x"), Constant.of(100))));
        }
        assertThat(Topology.of(terms).size()).isEqualTo(4);
    }
}
