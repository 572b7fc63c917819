package dev.fluxion.nn.io;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.fluxion.nn.tensor.Tensor;
import dev.fluxion.nn.tensor.TensorShape;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * The header of a safetensors file.
 *
 * @param entries in the order of their bytes
 * @param metadata free texts by name
 */
record Header(List<Entry> entries, SortedMap<String, String> metadata) {
    static final String METADATA = "__metadata__";
    private static final int ALIGNMENT = 8;

    /** Lays the tensors out one after the other. */
    static Header of(TensorFile file) {
        List<Entry> sorted = file.tensors().entrySet().stream().map(Header::unplaced).sorted(Entry.ORDER).toList();
        List<Entry> placed = new ArrayList<>(sorted.size());
        long begin = 0;
        for (Entry entry : sorted) {
            long end = begin + Entry.bytes(entry.type(), entry.shape());
            placed.add(new Entry(entry.name(), entry.type(), entry.shape(), begin, end));
            begin = end;
        }
        return new Header(List.copyOf(placed), file.metadata());
    }

    private static Entry unplaced(Map.Entry<String, Tensor> named) {
        if (named.getKey().equals(METADATA)) {
            throw new IllegalArgumentException("no tensor can be named " + METADATA);
        }
        return new Entry(named.getKey(), ElementType.of(named.getValue()), named.getValue().shape(), 0, 0);
    }

    /** As JSON, padded with spaces so that the data after it is aligned. The same header always gives the same bytes. */
    byte[] json() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = new JsonFactory().createGenerator(bytes)) {
            json.writeStartObject();
            writeMetadata(json);
            for (Entry entry : entries.stream().sorted(Comparator.comparing(Entry::name)).toList()) {
                write(json, entry);
            }
            json.writeEndObject();
        }
        while (bytes.size() % ALIGNMENT != 0) {
            bytes.write(' ');
        }
        return bytes.toByteArray();
    }

    private void writeMetadata(JsonGenerator json) throws IOException {
        if (metadata.isEmpty()) {
            return;
        }
        json.writeObjectFieldStart(METADATA);
        for (Map.Entry<String, String> text : metadata.entrySet()) {
            json.writeStringField(text.getKey(), text.getValue());
        }
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, Entry entry) throws IOException {
        json.writeObjectFieldStart(entry.name());
        json.writeStringField("dtype", entry.type().name());
        json.writeFieldName("shape");
        writeShape(json, entry.shape());
        json.writeFieldName("data_offsets");
        json.writeArray(new long[] {entry.begin(), entry.end()}, 0, 2);
        json.writeEndObject();
    }

    private static void writeShape(JsonGenerator json, TensorShape shape) throws IOException {
        json.writeArray(shape.sizes(), 0, shape.rank());
    }
}
