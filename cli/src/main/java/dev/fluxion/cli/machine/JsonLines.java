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
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads requests and writes answers until the input ends. No line ends the process. */
public final class JsonLines {
    private static final int LONGEST_LINE = 64 << 20;

    private final Worker worker = new Worker();
    private final Files files;

    /** Scripts in requests reach the files given. */
    public JsonLines(Files files) {
        this.files = files;
    }

    /** Answers every line of the input, in order. */
    public void run(InputStream in, PrintStream out) throws IOException {
        Reader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8), 1 << 16);
        StringBuilder line = new StringBuilder();
        boolean tooLong = false;
        for (int c = reader.read(); c >= 0; c = reader.read()) {
            if (c == '\n') {
                respond(tooLong ? null : line.toString(), out);
                line.setLength(0);
                tooLong = false;
            } else if (line.length() < LONGEST_LINE) {
                line.append((char) c);
            } else {
                tooLong = true;
            }
        }
        if (!line.isEmpty()) {
            respond(line.toString(), out);
        }
    }

    private void respond(String line, PrintStream out) throws IOException {
        JsonLine read = line == null ? null : JsonLine.read(line);
        Map<String, Object> answer = read == null ? tooLong() : answer(read);
        answer.remove("id");
        String rest = JSON.std.with(JSON.Feature.WRITE_NULL_PROPERTIES).asString(answer);
        out.write(("{\"id\":" + (read == null ? "null" : read.id()) + "," + rest.substring(1) + "\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private static Map<String, Object> tooLong() {
        return failure(null, new Source("expr", ""), Diagnostic.of(Diagnostic.Code.LIMIT, "the line is longer than " + LONGEST_LINE
                + " characters", Span.NONE));
    }

    /** The answer to one line. */
    Map<String, Object> answer(String line) {
        return answer(JsonLine.read(line));
    }

    private Map<String, Object> answer(JsonLine line) {
        Request request = new Request(line.keys(), files);
        try {
            if (!line.problem().isEmpty()) {
                throw Request.problem(line.problem());
            }
            Map<String, Object> answer = new LinkedHashMap<>();
            answer.put("id", request.id());
            answer.put("ok", true);
            answer.putAll(worker.run(() -> Operations.answer(request), request.millis()));
            return answer;
        } catch (FluxionException e) {
            return failure(request.id(), e.source().orElse(source(request)), told(e, source(request)));
        } catch (RuntimeException e) {
            System.err.println("fluxion: internal error: " + e);
            return failure(request.id(), source(request), Diagnostic.of(Diagnostic.Code.INTERNAL, "internal error: " + e, Span.NONE));
        }
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
            return new Source("expr", "");
        }
    }

    private static Map<String, Object> failure(Object id, Source source, Diagnostic diagnostic) {
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
        answer.put("id", id);
        answer.put("ok", false);
        answer.put("error", error);
        return answer;
    }
}
