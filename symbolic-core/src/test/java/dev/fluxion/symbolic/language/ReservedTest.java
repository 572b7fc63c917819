package dev.fluxion.symbolic.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fluxion.grammar.FluxionException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReservedTest {
    static List<String> words() throws IOException {
        try (InputStream in = Language.class.getResourceAsStream("reserved.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().filter(line -> !line.startsWith("#")).flatMap(line -> Arrays.stream(line.split(" ")))
                    .toList();
        }
    }

    @Test
    void everyNameIsReservedOnce() throws IOException {
        assertThat(words()).doesNotHaveDuplicates().allSatisfy(word -> assertThat(Language.INSTANCE.isFunction(word)).isTrue());
    }

    @ParameterizedTest
    @MethodSource("words")
    void aReservedNameIsAFunctionOrIsRefusedByName(String word) {
        assertThatThrownBy(() -> Language.parse(word + "(x, x, x, x, x)")).isInstanceOf(FluxionException.class).hasMessageContaining("'" + word + "'");
    }
}
