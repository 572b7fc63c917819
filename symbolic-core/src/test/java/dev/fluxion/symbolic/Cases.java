package dev.fluxion.symbolic;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reference cases with trustworthy answers, one JSON object a line. */
public final class Cases {
    private Cases() {}

    public static List<Map<String, Object>> of(String name) {
        try (BufferedReader in = new BufferedReader(new InputStreamReader(Cases.class.getResourceAsStream("cases/" + name + ".jsonl"),
                StandardCharsets.UTF_8))) {
            return in.lines().map(Cases::map).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, Object> map(String line) {
        try {
            return JSON.std.mapFrom(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Map<String, Double> point(Object at) {
        Map<String, Double> point = new HashMap<>();
        ((Map<?, ?>) at).forEach((name, value) -> point.put(name.toString(), ((Number) value).doubleValue()));
        return point;
    }

    static boolean near(double actual, double expected, double tolerance, double floor) {
        if (Double.isNaN(expected) || Double.isInfinite(expected)) {
            return Double.compare(actual, expected) == 0;
        }
        return Math.abs(actual - expected) <= tolerance * Math.max(Math.abs(expected), floor);
    }
}
