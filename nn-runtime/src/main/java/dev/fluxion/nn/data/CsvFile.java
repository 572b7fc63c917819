package dev.fluxion.nn.data;

import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Plural;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Tables in files of values separated by commas (RFC 4180), in UTF-8. The first row names the columns unless all its cells are numbers. A column is
 * of numbers if its first value is one, else of words. Rows are counted as in the file, the first being 1.
 */
public final class CsvFile {
    /** Tables that ship with the program, by name. */
    public static final List<String> SHIPPED = List.of("anscombe", "copper", "iris");

    private final Path file;
    private final boolean skipsMissing;

    private CsvFile(Path file, boolean skipsMissing) {
        this.file = file;
        this.skipsMissing = skipsMissing;
    }

    /**
     * Reads a file.
     *
     * @param skipsMissing whether rows with an empty cell are left out; else they are a mistake
     * @throws FluxionException with file, row and column, if there is a word among numbers, a missing value, a row of another length, a quote that is
     *         not closed, a name twice, or nothing at all
     */
    public static Table read(Path file, boolean skipsMissing) {
        try (Reader in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            return new CsvFile(file, skipsMissing).table(in);
        } catch (NoSuchFileException e) {
            throw FileMistake.of(file, "there is no such file");
        } catch (CharacterCodingException e) {
            throw FileMistake.of(file, "the file is not text in UTF-8");
        } catch (IOException e) {
            throw FileMistake.of(file, "cannot be read: " + e.getMessage());
        }
    }

    /** A table of {@link #SHIPPED}. */
    public static Table shipped(String name) {
        try (InputStream in = CsvFile.class.getResourceAsStream(name + ".csv");
                Reader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return new CsvFile(Path.of(name), false).table(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Table table(Reader in) throws IOException {
        CsvScanner rows = new CsvScanner(in);
        try {
            if (!rows.next()) {
                throw FileMistake.of(file, "the file is empty");
            }
            boolean named = IntStream.range(0, rows.cells()).anyMatch(i -> Double.isNaN(CellNumber.of(rows.text(), rows.start(i), rows.end(i))));
            List<ColumnBuilder> columns = columns(rows, named);
            int skipped = named ? 0 : add(rows, columns);
            while (rows.next()) {
                skipped += add(rows, columns);
            }
            if (columns.getFirst().rows() == 0) {
                throw FileMistake.of(file, skipped > 0 ? "every row has a missing value" : "there are no rows below the names of the columns");
            }
            return new Table(file.getFileName().toString(), columns.stream().map(ColumnBuilder::column).toList(), skipped);
        } catch (CsvScanner.Malformed e) {
            throw FileMistake.of(file, e.getMessage());
        }
    }

    private List<ColumnBuilder> columns(CsvScanner first, boolean named) {
        List<ColumnBuilder> columns = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (int i = 0; i < first.cells(); i++) {
            String name = named ? identifier(first.cell(i), i) : "c" + (i + 1);
            if (names.contains(name)) {
                throw FileMistake.of(file, "two columns have the name " + name);
            }
            names.add(name);
            columns.add(new ColumnBuilder(name));
        }
        return columns;
    }

    /** A heading as a name of the language: what is no letter, digit or underscore becomes one underscore. */
    private static String identifier(String heading, int position) {
        String name = heading.strip().replace("\ufeff", "").replaceAll("[^\\p{L}\\p{N}_]+", "_").replaceAll("^_+|_+$", "");
        return name.isEmpty() ? "c" + (position + 1) : Character.isDigit(name.charAt(0)) ? "c_" + name : name;
    }

    // 1 if the row was left out
    private int add(CsvScanner row, List<ColumnBuilder> columns) {
        if (row.cells() != columns.size()) {
            throw FileMistake.of(file, "row " + row.row() + " has " + Plural.of(row.cells(), "cell") + ", but there "
                    + (columns.size() == 1 ? "is " : "are ") + Plural.of(columns.size(), "column"));
        }
        for (int i = 0; i < columns.size(); i++) {
            if (ColumnBuilder.isMissing(row.text(), row.start(i), row.end(i))) {
                if (skipsMissing) {
                    return 1;
                }
                throw FileMistake.of(file, "row " + row.row() + ", column " + columns.get(i).name() + ": the value is missing",
                        "leave such rows out: load(\"…\", missing = \"skip\")");
            }
        }
        for (int i = 0; i < columns.size(); i++) {
            if (!columns.get(i).add(row.text(), row.start(i), row.end(i))) {
                throw FileMistake.of(file, "row " + row.row() + ", column " + columns.get(i).name() + ": '" + row.cell(i) + "' is no number, but those above are");
            }
        }
        return 0;
    }
}
