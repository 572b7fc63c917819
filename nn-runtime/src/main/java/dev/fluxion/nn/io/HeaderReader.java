package dev.fluxion.nn.io;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.nn.tensor.TensorShape;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads and checks a header: after it, every offset lies in the file, and the tensors cover the data without gap or overlap. */
final class HeaderReader {
    private static final int MOST_AXES = 64;

    private final FileMistakes mistakes;
    private final JsonParser json;
    private final long dataBytes;
    private final List<Entry> entries = new ArrayList<>();
    private final SortedMap<String, String> metadata = new TreeMap<>();

    private HeaderReader(FileMistakes mistakes, JsonParser json, long dataBytes) {
        this.mistakes = mistakes;
        this.json = json;
        this.dataBytes = dataBytes;
    }

    /** The header in these bytes of JSON, for a file with so many bytes of data. */
    static Header read(FileMistakes mistakes, byte[] bytes, long dataBytes) throws IOException {
        JsonFactory strict = JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
        try (JsonParser json = strict.createParser(bytes)) {
            return new HeaderReader(mistakes, json, dataBytes).header();
        } catch (JsonProcessingException e) {
            throw mistakes.of("the header is damaged: " + e.getOriginalMessage());
        }
    }

    private Header header() throws IOException {
        expect(JsonToken.START_OBJECT);
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            if (name.equals(Header.METADATA)) {
                readMetadata();
            } else {
                entries.add(entry(name));
            }
        }
        if (json.nextToken() != null) {
            throw mistakes.of("the header is damaged: text follows the end of the JSON object");
        }
        entries.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
        checkCover();
        return new Header(List.copyOf(entries), metadata);
    }

    private void readMetadata() throws IOException {
        expect(JsonToken.START_OBJECT);
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String key = json.currentName();
            expect(JsonToken.VALUE_STRING);
            metadata.put(key, json.getText());
        }
    }

    private Entry entry(String name) throws IOException {
        expect(JsonToken.START_OBJECT);
        Optional<ElementType> type = Optional.empty();
        Optional<long[]> sizes = Optional.empty();
        Optional<long[]> offsets = Optional.empty();
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String field = json.currentName();
            switch (field) {
                case "dtype" -> type = Optional.of(elementType(name));
                case "shape" -> sizes = Optional.of(wholeNumbers(name));
                case "data_offsets" -> offsets = Optional.of(wholeNumbers(name));
                default -> throw mistakes.of("tensor '" + name + "' has an unknown field '" + field + "'");
            }
        }
        if (type.isEmpty() || sizes.isEmpty() || offsets.isEmpty() || offsets.get().length != 2) {
            throw mistakes.of("tensor '" + name + "' needs dtype, shape and two data_offsets");
        }
        return entry(name, type.get(), shape(name, sizes.get()), offsets.get());
    }

    private Entry entry(String name, ElementType type, TensorShape shape, long[] offsets) {
        if (offsets[0] > offsets[1] || offsets[1] > dataBytes) {
            throw mistakes.of("tensor '" + name + "' lies at bytes " + offsets[0] + " to " + offsets[1] + ", but the data has " + dataBytes
                    + ": the file is cut short or damaged");
        }
        if (offsets[1] - offsets[0] != Entry.bytes(type, shape)) {
            throw mistakes.of("tensor '" + name + "' of shape " + shape + " needs " + Entry.bytes(type, shape) + " bytes, but its offsets span "
                    + (offsets[1] - offsets[0]));
        }
        return new Entry(name, type, shape, offsets[0], offsets[1]);
    }

    private ElementType elementType(String name) throws IOException {
        expect(JsonToken.VALUE_STRING);
        String text = json.getText();
        for (ElementType type : ElementType.values()) {
            if (type.name().equals(text)) {
                return type;
            }
        }
        if (ElementType.UNSUPPORTED.contains(text)) {
            throw mistakes.unsupported("elements of type " + text + " (tensor '" + name + "') are not supported");
        }
        throw mistakes.of("tensor '" + name + "' has an unknown element type '" + text + "'");
    }

    private long[] wholeNumbers(String name) throws IOException {
        expect(JsonToken.START_ARRAY);
        List<Long> numbers = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (json.currentToken() != JsonToken.VALUE_NUMBER_INT || json.getNumberType() == JsonParser.NumberType.BIG_INTEGER || json.getLongValue() < 0) {
                throw mistakes.of("tensor '" + name + "' has a size or offset that is no whole number from 0 on");
            }
            if (numbers.size() == MOST_AXES) {
                throw mistakes.of("tensor '" + name + "' has more than " + MOST_AXES + " axes");
            }
            numbers.add(json.getLongValue());
        }
        return numbers.stream().mapToLong(Long::longValue).toArray();
    }

    private TensorShape shape(String name, long[] sizes) {
        int[] narrow = new int[sizes.length];
        for (int axis = 0; axis < sizes.length; axis++) {
            narrow[axis] = (int) Math.min(sizes[axis], Integer.MAX_VALUE);
        }
        try {
            return TensorShape.of(narrow);
        } catch (IllegalArgumentException e) {
            throw mistakes.of("tensor '" + name + "': " + e.getMessage());
        }
    }

    private void checkCover() {
        long end = 0;
        for (Entry entry : entries) {
            if (entry.begin() != end) {
                String what = entry.begin() < end ? "overlaps the one before it" : "leaves a gap before it";
                throw mistakes.of("tensor '" + entry.name() + "' at byte " + entry.begin() + " " + what);
            }
            end = entry.end();
        }
        if (end != dataBytes) {
            throw mistakes.of("the tensors end at byte " + end + " of the data, but it has " + dataBytes);
        }
    }

    private void expect(JsonToken token) throws IOException {
        if (json.nextToken() != token) {
            throw mistakes.of("the header is damaged: " + token + " was expected at character " + json.currentTokenLocation().getByteOffset());
        }
    }
}
