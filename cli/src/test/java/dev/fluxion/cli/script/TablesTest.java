package dev.fluxion.cli.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Source;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TablesTest {
    private static List<String> run(String script) {
        List<String> lines = new ArrayList<>();
        new Session(output -> lines.add(output.text())).run(new Source("test.flx", script));
        return lines;
    }

    @Test
    void numbersStandToTheRightAndTextsToTheLeft() {
        assertThat(run("table([\"one\", \"three\"], [1, 1/3], [10, -2; 1e-9, 1e9], head = [\"name\", \"$v$\", \"a\", \"b\"], digits = 3)"))
                .containsExactly("name       v     a    b\n─────  ─────  ────  ───\none        1    10   -2\nthree  0.333  1e-9  1e9");
    }

    @Test
    void columnsOfDifferentLengthsAreRefused() {
        assertThatThrownBy(() -> run("table([1, 2], [1, 2, 3])")).isInstanceOf(FluxionException.class).hasMessageContaining("2 and 3 rows");
        assertThatThrownBy(() -> run("table([1, 2], head = [\"a\", \"b\"])")).isInstanceOf(FluxionException.class).hasMessageContaining("heads");
        assertThatThrownBy(() -> run("table(x^2, x = 0..2, head = [\"a\"])")).isInstanceOf(FluxionException.class).hasMessageContaining("2 columns has as many heads, not 1");
        assertThatThrownBy(() -> run("table([1, x])")).isInstanceOf(FluxionException.class).hasMessageContaining("'x' has no value");
    }

    @Test
    void iterationsKeepTheirStatesAsRows() {
        assertThat(run("p = [1, 2]\nway = p\nfor k in 1..2 { p = float(p/2); way = append(way, p) }\nway")).containsExactly("[1, 2; 0.5, 1.0; 0.25, 0.5]");
        assertThat(run("[1, 2; 3, 4]*[1, 1]")).containsExactly("[1, 2; 3, 4]*[1, 1] = [3, 7]");
        assertThatThrownBy(() -> run("append([1, 2], [1, 2, 3])")).isInstanceOf(FluxionException.class).hasMessageContaining("as many columns");
        assertThatThrownBy(() -> run("float(a)")).isInstanceOf(FluxionException.class).hasMessageContaining("'a' has no value");
    }
}
