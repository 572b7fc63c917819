package dev.fluxion.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PluralTest {
    @Test
    void oneIsSingular() {
        assertThat(Plural.of(1, "row")).isEqualTo("1 row");
        assertThat(Plural.of(0, "row")).isEqualTo("0 rows");
        assertThat(Plural.of(10_000, "row")).isEqualTo("10,000 rows");
        assertThat(Plural.of(1, "axis", "axes")).isEqualTo("1 axis");
        assertThat(Plural.of(2, "axis", "axes")).isEqualTo("2 axes");
    }
}
