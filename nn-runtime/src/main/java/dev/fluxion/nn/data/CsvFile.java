package dev.fluxion.nn.data;

import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Plural;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Tables in files of values separated by commas (RFC 4180), in UTF-8. The first row names the columns unless all its cells are numbers. A column is
 * of numbers if its first value is one, else of words. Rows are counted as in the file, the first being 1.
 */
public final class CsvFile {
    /** Tables that ship with the program, by name. */
    public static final List<String> SHIPPED = List.of("anscombe", "copper", "iris");
    private static final CSVFormat FORMAT = CSVFormat.RFC4180.builder().setIgnoreEmptyLines(true).setIgnoreSurroundingSpaces(true).get();
    private static final Pattern OPENED = Pattern.compile("startline (\\d[^)]*)\\) EOF");

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
     * not closed, a name twice, or nothing at all; with the file, if it is missing, not in UTF-8 or cannot be read
     */
    public static Table read(Path file, boolean skipsMissing) {
        try (BufferedReader in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            return new CsvFile(file, skipsMissing).table(in);
        } catch (NoSuchFileException e) {
            throw FileMistake.of(file, "there is no such file");
        } catch (CharacterCodingException e) {
            throw FileMistake.of(file, "the file is not text in UTF-8");
        } catch (IOException e) {
            throw FileMistake.of(file, "cannot be read: " + e.getMessage());
        }
    }

    /**
     * A table of {@link #SHIPPED}.
     *
     * @throws IllegalArgumentException if there is no such table
     * @throws UncheckedIOException if its resource cannot be read
     */
    public static Table shipped(String name) {
        if (!SHIPPED.contains(name)) {
            throw new IllegalArgumentException("no table ships by the name " + name);
        }
        try (InputStream in = CsvFile.class.getResourceAsStream(name + ".csv");
                BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return new CsvFile(Path.of(name), false).table(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Table table(BufferedReader in) throws IOException {
        skipByteOrderMark(in);
        try (CSVParser parser = CSVParser.builder().setReader(in).setFormat(FORMAT).get()) {
            return table(parser, parser.iterator());
        }
    }

    private static void skipByteOrderMark(BufferedReader in) throws IOException {
        in.mark(1);
        if (in.read() != '\ufeff') {
            in.reset();
        }
    }

    private Table table(CSVParser parser, Iterator<CSVRecord> rows) throws IOException {
        try {
            if (!rows.hasNext()) {
                throw FileMistake.of(file, "the file is empty");
            }
            CSVRecord first = rows.next();
            requireCommas(first);
            boolean named = first.stream().anyMatch(cell -> Double.isNaN(CellNumber.of(cell)));
            List<ColumnBuilder> columns = columns(first, named);
            int skipped = named ? 0 : add(first, columns, parser.getCurrentLineNumber());
            while (rows.hasNext()) {
                skipped += add(rows.next(), columns, parser.getCurrentLineNumber());
            }
            if (columns.getFirst().rows() == 0) {
                throw FileMistake.of(file, skipped > 0 ? "every row has a missing value" : "there are no rows below the names of the columns");
            }
            return new Table(file.getFileName().toString(), columns.stream().map(ColumnBuilder::column).toList(), skipped);
        } catch (UncheckedIOException e) {
            if (e.getCause() instanceof CSVException malformed) {
                throw FileMistake.of(file, reason(malformed, parser.getCurrentLineNumber()));
            }
            throw e.getCause();
        }
    }

    private void requireCommas(CSVRecord first) {
        for (String other : List.of(";", "\t", "|")) {
            if (first.size() == 1 && first.get(0).contains(other)) {
                throw FileMistake.of(file, "row 1 has one cell, '" + first.get(0) + "': values are separated by commas here",
                        "write commas in place of " + (other.equals("\t") ? "tabulators" : "'" + other + "'"));
            }
        }
    }

    // Commons CSV tells a quotation mark left open by "(startline 1,234) EOF reached before …"; else something follows one that closes.
    private static String reason(CSVException malformed, long line) {
        Matcher start = OPENED.matcher(malformed.getMessage());
        return start.find()
                ? "a quotation mark is not closed: it opens in row " + start.group(1).replaceAll("\\D", "")
                : "row " + line + ": something follows a closing quotation mark, where a comma or the end of the line is expected";
    }

    private List<ColumnBuilder> columns(CSVRecord first, boolean named) {
        List<ColumnBuilder> columns = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (int i = 0; i < first.size(); i++) {
            String name = named ? identifier(first.get(i), i) : "c" + (i + 1);
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
        String name = heading.strip().replaceAll("[^\\p{L}\\p{N}_]+", "_").replaceAll("^_+|_+$", "");
        return name.isEmpty() ? "c" + (position + 1) : Character.isDigit(name.charAt(0)) ? "c_" + name : name;
    }

    // 1 if the row was left out
    private int add(CSVRecord row, List<ColumnBuilder> columns, long line) {
        if (row.size() != columns.size()) {
            throw FileMistake.of(file, "row " + line + " has " + Plural.of(row.size(), "cell") + ", but there "
                    + (columns.size() == 1 ? "is " : "are ") + Plural.of(columns.size(), "column"));
        }
        for (int i = 0; i < columns.size(); i++) {
            if (ColumnBuilder.isMissing(row.get(i))) {
                if (skipsMissing) {
                    return 1;
                }
                throw FileMistake.of(file, "row " + line + ", column " + columns.get(i).name() + ": the value is missing",
                        "leave such rows out: load(\"…\", missing = \"skip\")");
            }
        }
        for (int i = 0; i < columns.size(); i++) {
            if (!columns.get(i).add(row.get(i))) {
                throw FileMistake.of(file, "row " + line + ", column " + columns.get(i).name() + ": '" + row.get(i) + "' is no number, but those above are");
            }
        }
        return 0;
    }
}
