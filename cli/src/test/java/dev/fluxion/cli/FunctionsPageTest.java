package dev.fluxion.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fluxion.symbolic.operator.Kink;
import dev.fluxion.symbolic.operator.Operator;
import dev.fluxion.symbolic.operator.Operators;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** docs/functions.md says what the table of functions says; {@code -Dfluxion.record=true} writes the page anew. */
class FunctionsPageTest {
    private static final Path PAGE = Path.of("..", "docs", "functions.md");
    private static final String HEAD = """
            # The functions of the language

            Made from the table of functions, one row for each, by `./build -pl cli -am test -Dtest=FunctionsPageTest -Dfluxion.record=true
            -Dsurefire.failIfNoSpecifiedTests=false`; a test compares the two. In a row, `y` is the value, and the other letters are the operands. Without a
            domain or range a function is defined for all numbers and may take any. Where a function has no derivative, the convention of
            the language is given. How tensors, sums and statements are written is told in [language.md](language.md).
            """;

    @Test
    void thePageSaysWhatTheTableSays() throws IOException {
        String page = page();
        if (Boolean.getBoolean("fluxion.record")) {
            Files.writeString(PAGE, page);
        }
        assertThat(Files.readString(PAGE)).isEqualTo(page);
    }

    private static String page() {
        StringBuilder page = new StringBuilder(HEAD);
        page.append("\n## Of numbers, and of tensors entry by entry\n");
        table(page, List.of("function", "defined for", "values", "derivative", "special values", "inverse", "method", "lane", "remarks"),
                Operators.rows(Operator.Kind.ELEMENTWISE).stream().filter(FunctionsPageTest::isWritten).map(FunctionsPageTest::elementwise).toList());
        page.append("\n## Along an axis\n\nThe derivative is given as the pull-back of the cotangent `g`, at the place `k` of a slice.\n");
        table(page, List.of("function", "result", "pull-back", "logarithm", "remarks"),
                Operators.rows(Operator.Kind.REDUCTION).stream().filter(FunctionsPageTest::isWritten).map(FunctionsPageTest::reduction).toList());
        page.append("\n## Of square matrices\n\nThe derivative is given as the pull-back of the cotangent `g`.\n");
        table(page, List.of("function", "result", "pull-back", "remarks"),
                Operators.rows(Operator.Kind.MATRIX).stream().filter(FunctionsPageTest::isWritten).map(FunctionsPageTest::matrix).toList());
        return page.toString();
    }

    // Names with a prime are what derivatives are made of.
    private static boolean isWritten(Operator row) {
        return !row.name().endsWith("'");
    }

    private static void table(StringBuilder page, List<String> heads, List<List<String>> rows) {
        page.append("\n| ").append(String.join(" | ", heads)).append(" |\n|").append(" --- |".repeat(heads.size())).append('\n');
        rows.forEach(row -> page.append("| ").append(String.join(" | ", row)).append(" |\n"));
    }

    private static List<String> elementwise(Operator row) {
        return List.of(code(call(row)), condition(row.domain()), condition(row.range()), derivatives(row), specialValues(row),
                row.inverse().map(inverse -> code(inverse.name())).orElse(""), method(row), row.vectorLane() == null ? "" : code(row.vectorLane()), remarks(row));
    }

    private static List<String> reduction(Operator row) {
        return List.of(code(call(row)), row.keepsAxis() ? "of the same shape" : row.overLastAxis() ? "without the last axis" : "without the axis, or of all entries",
                row.derivative("x").map(FunctionsPageTest::code).orElse("none"), row.stableLogarithm().map(FunctionsPageTest::code).orElse(""), remarks(row));
    }

    private static List<String> matrix(Operator row) {
        return List.of(code(call(row)), kind(row.valueRank()),
                row.derivative(row.operands().getFirst()).map(FunctionsPageTest::code).orElse("none"), remarks(row));
    }

    private static String kind(int rank) {
        return switch (rank) {
            case 0 -> "a number";
            case 2 -> "a matrix";
            default -> "a tensor of rank " + rank;
        };
    }

    private static String call(Operator row) {
        return row.name() + "(" + row.operands().stream().map(operand -> row.defaults().containsKey(operand) ? operand + " = " + row.defaults().get(operand) : operand)
                .collect(Collectors.joining(", ")) + (row.variadic() ? ", …" : "") + ")";
    }

    private static String derivatives(Operator row) {
        List<String> texts = new ArrayList<>();
        for (String operand : row.operands()) {
            row.derivative(operand).ifPresent(text -> texts.add(row.operands().size() == 1 ? code(text) : "by " + code(operand) + ": " + code(text)));
        }
        row.accurateDerivative().ifPresent(text -> texts.add("without loss of digits: " + code(text)));
        return String.join("; ", texts);
    }

    private static String specialValues(Operator row) {
        return row.specialValues().entrySet().stream().map(entry -> code(row.name() + "(" + entry.getKey() + ") = " + entry.getValue()))
                .collect(Collectors.joining(", "));
    }

    private static String method(Operator row) {
        return row.method() == null ? "" : code(row.method().owner().getSimpleName() + "." + row.method().name());
    }

    private static String remarks(Operator row) {
        List<String> remarks = new ArrayList<>();
        switch (row.parity()) {
            case ODD -> remarks.add("odd");
            case EVEN -> remarks.add("even");
            case NONE -> { }
        }
        if (row.symmetric()) {
            remarks.add("operands may be exchanged");
        }
        if (!row.note().isEmpty()) {
            remarks.add(row.note().replace("|", "\\|"));
        }
        row.kink().ifPresent(kink -> remarks.add(switch (kink) {
            case Kink.AtZero zero -> "derivative " + zero.derivative() + " at 0";
            case Kink.Tie tie -> tie.convention();
            case Kink.Jumps jumps -> jumps.convention();
        }));
        if (row.bounds().isPresent()) {
            remarks.add("guaranteed bounds");
        }
        row.stableLogarithm().ifPresent(text -> remarks.add("logarithm: " + code(text)));
        return String.join("; ", remarks);
    }

    private static String condition(String text) {
        return text.equals("true") ? "" : code(text);
    }

    private static String code(String text) {
        return "`" + text.replace("|", "\\|") + "`";
    }
}
