package dev.fluxion.cli.machine;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.fluxion.cli.script.Files;
import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Source;
import dev.fluxion.grammar.Span;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads requests and writes answers until the input ends. No line ends the process. */
public final class JsonLines {
    private static final int LONGEST_LINE = 64 << 20;
    private static final long READING_MILLIS = 10_000;
    private static final Source NO_TEXT = new Source("expr", "");

    private final Worker worker = new Worker();
    private final Files files;
    private final Ceiling ceiling;

    /** Scripts in requests reach the files given. */
    public JsonLines(Files files) {
        this(files, Ceiling.STANDARD);
    }

    /** Scripts in requests reach the files given; requests may ask for as much as the ceiling allows. */
    public JsonLines(Files files, Ceiling ceiling) {
        this.files = files;
        this.ceiling = ceiling;
    }

    /** Answers every line of the input, in order. */
    public void run(InputStream in, PrintStream out) throws IOException {
        Reader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8), 1 << 16);
        LineText line = new LineText(LONGEST_LINE);
        for (int c = reader.read(); c >= 0; c = reader.read()) {
            if (c == '\n') {
                respond(line, out);
                line = new LineText(LONGEST_LINE);
            } else {
                line.append((char) c);
            }
        }
        if (!line.isEmpty()) {
            respond(line, out);
        }
    }

    private void respond(LineText line, PrintStream out) throws IOException {
        out.write(answered(line));
        out.flush();
    }

    // Reading and writing are work too, in the same bounds.
    private byte[] answered(LineText text) {
        String id = "null";
        try {
            JsonLine line = worker.run(() -> JsonLine.read(text.whole()), READING_MILLIS);
            id = line.id();
            Map<String, Object> answer = answer(line);
            String known = id;
            return worker.run(() -> bytes(known, answer), READING_MILLIS);
        } catch (FluxionException e) {
            return bytes(id, failure(NO_TEXT, e.diagnostic()));
        } catch (RuntimeException e) {
            return bytes(id, failure(NO_TEXT, internal(e)));
        }
    }

    private static byte[] bytes(String id, Map<String, Object> answer) {
        try {
            String rest = JSON.std.with(JSON.Feature.WRITE_NULL_PROPERTIES).asString(answer);
            return ("{\"id\":" + id + "," + rest.substring(1) + "\n").getBytes(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The answer to one line, without its identity. */
    Map<String, Object> answer(String line) {
        return answer(JsonLine.read(line));
    }

    private Map<String, Object> answer(JsonLine line) {
        Request request = new Request(line.keys(), files, ceiling);
        try {
            if (!line.problem().isEmpty()) {
                throw Request.problem(line.problem());
            }
            worker.requireRoom();
            Map<String, Object> answer = new LinkedHashMap<>(Map.of("ok", true));
            answer.putAll(worker.run(() -> Operations.answer(request), request.millis()));
            return answer;
        } catch (FluxionException e) {
            return failure(e.source().orElse(source(request)), told(e, source(request)));
        } catch (RuntimeException e) {
            return failure(source(request), internal(e));
        }
    }

    private static Diagnostic internal(RuntimeException problem) {
        System.err.println("fluxion: internal error: " + problem);
        return Diagnostic.of(Diagnostic.Code.INTERNAL, "internal error: " + problem, Span.NONE);
    }

    // An imported file's mistake has its place in that file, whose name goes into the message.
    private static Diagnostic told(FluxionException e, Source own) {
        Diagnostic diagnostic = e.diagnostic();
        String name = e.source().orElse(own).name();
        return name.equals(own.name()) ? diagnostic : diagnostic.withMessage(name + ": " + diagnostic.message());
    }

    private static Source source(Request request) {
        try {
            return Operations.source(request);
        } catch (FluxionException e) {
            return NO_TEXT;
        }
    }

    private static Map<String, Object> failure(Source source, Diagnostic diagnostic) {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("code", diagnostic.code().text());
        error.put("message", diagnostic.message());
        if (diagnostic.span() != Span.NONE) {
            error.put("line", source.line(diagnostic.span().start()));
            error.put("column", source.column(diagnostic.span().start()));
        }
        if (!diagnostic.found().isEmpty()) {
            error.put("found", diagnostic.found());
        }
        if (!diagnostic.expected().isEmpty()) {
            error.put("expected", diagnostic.expected());
        }
        if (!diagnostic.hint().isEmpty()) {
            error.put("hint", diagnostic.hint());
        }
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("ok", false);
        answer.put("error", error);
        return answer;
    }
}
