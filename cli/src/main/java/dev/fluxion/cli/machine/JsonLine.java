package dev.fluxion.cli.machine;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import dev.fluxion.cli.script.Bounded;
import dev.fluxion.grammar.FluxionException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One line as read: its keys, and the identity to the letter, so that the answer has it as it came. A line that is no JSON object, or that names a
 * key twice, or that goes on after the object has a problem; what was read of it is kept.
 */
final class JsonLine {
    /** Numbers, texts and lists in one line: what they become is much larger than their text. */
    private static final int MOST_VALUES = 10_000_000;

    private static final JsonFactory FACTORY = new JsonFactory();

    private final Map<String, Object> keys = new LinkedHashMap<>();
    private final String text;
    private String id = "null";
    private String problem = "";
    private int values;

    private JsonLine(String text) {
        this.text = text;
    }

    /**
     * Reads a line.
     *
     * @throws FluxionException {@code limit} for one of too many values
     */
    static JsonLine read(String text) {
        JsonLine line = new JsonLine(text);
        try (JsonParser parser = FACTORY.createParser(text)) {
            line.read(parser);
        } catch (StreamConstraintsException e) {
            line.complain("the line cannot be read: " + e.getOriginalMessage());
        } catch (IOException e) {
            line.complain("the line is not JSON");
        }
        return line;
    }

    Map<String, Object> keys() {
        return keys;
    }

    /** The JSON text of the identity; the text {@code null} where there is none. */
    String id() {
        return id;
    }

    /** What is wrong with the line, or empty. */
    String problem() {
        return problem;
    }

    private void complain(String first) {
        problem = problem.isEmpty() ? first : problem;
    }

    private void read(JsonParser parser) throws IOException {
        JsonToken first = parser.nextToken();
        if (first != JsonToken.START_OBJECT) {
            complain(first == null ? "the line is empty: every line is a JSON object" : "the line is no JSON object");
            return;
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String key = parser.currentName();
            parser.nextToken();
            int start = (int) parser.currentTokenLocation().getCharOffset();
            Object value = value(parser);
            if (keys.containsKey(key)) {
                complain("the key '" + key + "' is there twice");
            } else {
                keys.put(key, value);
                id = key.equals("id") ? text.substring(start, (int) parser.currentLocation().getCharOffset()).strip() : id;
            }
        }
        requireEnd(parser);
    }

    private void requireEnd(JsonParser parser) {
        try {
            if (parser.nextToken() == null) {
                return;
            }
        } catch (IOException e) {
            // No JSON follows, but something does.
        }
        complain("the line goes on after the object: one object a line");
    }

    // The reader bounds the depth.
    private Object value(JsonParser parser) throws IOException {
        if (++values > MOST_VALUES) {
            throw Bounded.limit("values: a line has more than " + MOST_VALUES);
        }
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> array(parser);
            case VALUE_STRING -> parser.getText();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getNumberValue();
            default -> null;
        };
    }

    private Map<String, Object> object(JsonParser parser) throws IOException {
        Map<String, Object> object = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String key = parser.currentName();
            parser.nextToken();
            if (object.containsKey(key)) {
                complain("the key '" + key + "' is there twice");
            }
            object.put(key, value(parser));
        }
        return object;
    }

    private List<Object> array(JsonParser parser) throws IOException {
        List<Object> array = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            array.add(value(parser));
        }
        return array;
    }
}
