package dev.fluxion.nn.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import dev.fluxion.grammar.FluxionException;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsvFileTest {
    @TempDir
    private Path folder;

    private Table read(String text, boolean skips) throws IOException {
        return CsvFile.read(Files.writeString(folder.resolve("t.csv"), text), skips);
    }

    private static double[] numbers(Table table, String name) {
        return ((Column.Numbers) table.column(name).orElseThrow()).values();
    }

    @Test
    void headingsBecomeNamesAndTypesAreFound() throws IOException {
        Table table = read("Sepal Length (cm),kind, x²\n5.1,\"b, or c\",-1e3\r\n4.9, a ,+.5\n", false);
        assertThat(table.names()).containsExactly("Sepal_Length_cm", "kind", "x²");
        assertThat(numbers(table, "Sepal_Length_cm")).containsExactly(5.1, 4.9);
        assertThat(numbers(table, "x²")).containsExactly(-1000, 0.5);
        Column.Words kind = (Column.Words) table.column("kind").orElseThrow();
        assertThat(kind.words()).containsExactly("a", "b, or c");
        assertThat(kind.labels()).containsExactly(2, 1);
    }

    @Test
    void aFirstRowOfNumbersIsData() throws IOException {
        Table table = read("1,2\n3,4\n", false);
        assertThat(table.names()).containsExactly("c1", "c2");
        assertThat(numbers(table, "c2")).containsExactly(2, 4);
    }

    @Test
    void quotesLinesAndBlanksAreReadAsTheStandardSays() throws IOException {
        Table table = read("\ufeffa,b\r\n\r\n \"x \"\"y\"\"\n z\" ,\t-1.5 \r1\u00a0,123456789012345678\n\"\"\"\",1e-320", false);
        assertThat(table.names()).containsExactly("a", "b");
        Column.Words words = (Column.Words) table.column("a").orElseThrow();
        assertThat(words.words()).containsExactly("\"", "1\u00a0", "x \"y\"\n z");
        assertThat(numbers(table, "b")).containsExactly(-1.5, 123456789012345678d, 1e-320);
    }

    @Test
    void everyNumberIsTheNearestDouble() {
        java.util.Random random = new java.util.Random(7);
        for (int i = 0; i < 100_000; i++) {
            String text = switch (i % 4) {
                case 0 -> Double.toString((random.nextDouble() - 0.5) * Math.pow(10, random.nextInt(40) - 20));
                case 1 -> java.math.BigDecimal.valueOf(random.nextLong(), random.nextInt(25)).toPlainString();
                case 2 -> "+" + random.nextInt(100_000) + "." + random.nextInt(1_000_000_000);
                default -> "." + Math.abs(random.nextInt());
            };
            assertThat(CellNumber.of(text)).as(text).isEqualTo(Double.parseDouble(text));
        }
    }

    @ParameterizedTest
    @org.junit.jupiter.params.provider.ValueSource(strings = {"", "-", ".", "+.", "1.2.3", "1e", "e5", "1f", "0x1", "NaN", "Infinity", "--1", "1-", "1 2"})
    void whatIsNoNumberIsNone(String text) {
        assertThat(CellNumber.of(text)).isNaN();
    }

    @Test
    void rowsWithMissingValuesAreLeftOutIfAsked() throws IOException {
        Table table = read("x,y\n1,2\n,3\n4,NA\n5,6\n", true);
        assertThat(numbers(table, "x")).containsExactly(1, 5);
        assertThat(table.skipped()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "x,y;1,2;3,four;|row 3, column y: 'four' is no number", "x,y;1,2;3;|row 3 has 1 cell, but there are 2 columns", "x,y;1,;|row 2, column y: the value is missing",
        "x,y;1,2;3,0x1p3;|'0x1p3' is no number", "x,y;|no rows below the names", "x,x;1,2;|two columns have the name x",
        "x,y;1,\"2;3,4;|a quotation mark is not closed: it opens in row 2",
        "x,y;1,2;\"a\" b,3;|row 3: something follows a closing quotation mark"})
    void mistakesAreToldWithFileRowAndColumn(String text, String message) {
        assertThatThrownBy(() -> read(text.replace(";", "\n"), false)).isInstanceOf(FluxionException.class).hasMessageContaining("t.csv")
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @org.junit.jupiter.params.provider.ValueSource(strings = {"a;b\n1;2\n", "a\tb\n1\t2\n", "1|2\n"})
    void otherSeparatorsThanCommasAreTold(String text) {
        assertThatThrownBy(() -> read(text, false)).isInstanceOf(FluxionException.class).hasMessageContaining("t.csv: row 1 has one cell")
                .hasMessageContaining("separated by commas");
    }

    @Test
    void anEmptyOrAbsentFileIsTold() {
        assertThatThrownBy(() -> read("", false)).hasMessageContaining("the file is empty");
        assertThatThrownBy(() -> CsvFile.read(folder.resolve("none.csv"), false)).hasMessageContaining("there is no such file");
        assertThatThrownBy(() -> CsvFile.read(Files.write(folder.resolve("b.csv"), new byte[] {(byte) 0xff, (byte) 0xfe, 10}), false))
                .hasMessageContaining("not text in UTF-8");
    }

    @Test
    void aMillionRowsAreRead() throws IOException {
        Path file = folder.resolve("large.csv");
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write("x,y,z\n");
            for (int i = 0; i < 1_000_000; i++) {
                out.write(i + "," + i * 0.25 + "," + (i % 3 == 0 ? "a" : "b") + "\n");
            }
        }
        Table table = CsvFile.read(file, false);
        assertThat(table.rows()).isEqualTo(1_000_000);
        assertThat(numbers(table, "y")[999_999]).isEqualTo(249_999.75);
    }

    @Test
    void shippedTablesAreWhole() {
        assertThat(CsvFile.SHIPPED.stream().map(CsvFile::shipped).map(Table::rows)).isEqualTo(List.of(11, 236, 150));
        Table iris = CsvFile.shipped("iris");
        assertThat(iris.names()).containsExactly("sepal_length", "sepal_width", "petal_length", "petal_width", "species");
        assertThat(Arrays.stream(numbers(iris, "sepal_width")).average().orElseThrow()).isCloseTo(3.0573333, offset(1e-6)); // Fisher 1936
        assertThat(((Column.Words) iris.column("species").orElseThrow()).words()).containsExactly("setosa", "versicolor", "virginica");
        Table anscombe = CsvFile.shipped("anscombe");
        for (int k = 1; k <= 4; k++) { // the four sets agree in mean 9 and 7.50
            assertThat(Arrays.stream(numbers(anscombe, "x" + k)).average().orElseThrow()).isEqualTo(9);
            assertThat(Arrays.stream(numbers(anscombe, "y" + k)).average().orElseThrow()).isCloseTo(7.50, offset(0.002));
        }
    }
}
