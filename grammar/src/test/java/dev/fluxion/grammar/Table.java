package dev.fluxion.grammar;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** Tables in tests: one case a line, its parts separated by {@code =>}; {@code ⏎} stands for a newline. */
final class Table {
    private Table() {}

    static Stream<Arguments> rows(String table) {
        return table.lines().filter(line -> !line.isBlank()).map(line -> Arguments.of((Object[]) Arrays.stream(line.split(" => ", -1))
                .map(part -> part.strip().replace("⏎", "\n")).toArray(String[]::new)));
    }
}
