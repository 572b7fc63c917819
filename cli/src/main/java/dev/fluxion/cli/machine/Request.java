package dev.fluxion.cli.machine;

import dev.fluxion.cli.script.Files;
import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Span;
import dev.fluxion.symbolic.Budget;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One request, its keys checked as they are read. */
final class Request {
    private static final Set<String> COMMON = Set.of("id", "op", "expr", "decl", "assume", "at", "mode", "limits");

    private static final long STANDARD_MILLIS = 2_000;
    private static final long STANDARD_NODES = 1_000_000;
    private static final long STANDARD_DEPTH = 100_000;

    private final Map<String, Object> keys;
    private final Files files;
    private final Ceiling ceiling;

    Request(Map<String, Object> keys, Files files, Ceiling ceiling) {
        this.keys = keys;
        this.files = files;
        this.ceiling = ceiling;
    }

    /** The files that a script in the request may reach. */
    Files files() {
        return files;
    }

    static FluxionException problem(String message) {
        return problem(message, "");
    }

    static FluxionException problem(String message, String hint) {
        return new FluxionException(Diagnostic.of(Diagnostic.Code.REQUEST, message, Span.NONE).withHint(hint));
    }

    Object id() {
        return keys.get("id");
    }

    /** Refuses keys that neither every operation nor this one knows. */
    void allowOnly(Set<String> further) {
        for (String key : keys.keySet()) {
            if (!COMMON.contains(key) && !further.contains(key)) {
                throw problem("unknown key '" + key + "'", "this operation takes " + Stream.concat(further.stream(), COMMON.stream()).sorted()
                        .collect(Collectors.joining(", ")));
            }
        }
    }

    boolean has(String key) {
        return keys.get(key) != null;
    }

    String text(String key) {
        if (!(keys.get(key) instanceof String text)) {
            throw problem(has(key) ? "'" + key + "' must be a text" : "'" + key + "' is missing");
        }
        return text;
    }

    String textOr(String key, String otherwise) {
        return has(key) ? text(key) : otherwise;
    }

    /** A whole number within bounds. */
    long whole(String key, long least, long most) {
        if (keys.get(key) instanceof Number n && n.doubleValue() == n.longValue() && n.longValue() >= least && n.longValue() <= most) {
            return n.longValue();
        }
        throw problem(has(key) ? "'" + key + "' must be a whole number from " + least + " to " + most : "'" + key + "' is missing");
    }

    List<String> texts(String key) {
        if (keys.get(key) instanceof String single) {
            return List.of(single);
        }
        if (!(keys.get(key) instanceof List<?> list) || !list.stream().allMatch(String.class::isInstance)) {
            throw problem(has(key) ? "'" + key + "' must be a list of texts" : "'" + key + "' is missing");
        }
        return list.stream().map(String.class::cast).toList();
    }

    /** The variables to differentiate by, at least one. */
    List<String> wrt() {
        if (keys.get("wrt") instanceof String name) {
            throw problem("'wrt' must be a list of names: [\"" + name + "\"]");
        }
        List<String> names = texts("wrt");
        if (names.isEmpty()) {
            throw problem("'wrt' must name at least one variable");
        }
        return names;
    }

    List<?> list(String key) {
        if (!(keys.get(key) instanceof List<?> list)) {
            throw problem(has(key) ? "'" + key + "' must be a list" : "'" + key + "' is missing");
        }
        return list;
    }

    List<String> textsOrNone(String key) {
        return has(key) ? texts(key) : List.of();
    }

    Map<?, ?> map(String key) {
        if (!has(key)) {
            return Map.of();
        }
        if (!(keys.get(key) instanceof Map<?, ?> map)) {
            throw problem("'" + key + "' must be an object");
        }
        return map;
    }

    /** What the request may cost, from now on. */
    Budget budget() {
        return Budget.of(millis(), limit("nodes", STANDARD_NODES), Math.toIntExact(Math.min(limit("depth", STANDARD_DEPTH), Integer.MAX_VALUE)));
    }

    /** What the request may take. */
    long millis() {
        return limit("millis", STANDARD_MILLIS);
    }

    private long limit(String name, long otherwise) {
        Map<?, ?> limits = map("limits");
        for (Object key : limits.keySet()) {
            if (!Ceiling.NAMES.contains(key)) {
                throw problem("unknown limit '" + key + "'");
            }
        }
        return Math.min(ceiling.of(name), switch (limits.get(name)) {
            case null -> otherwise;
            case Number n when n.doubleValue() >= 1 && n.doubleValue() == Math.rint(n.doubleValue()) -> n.doubleValue() < Long.MAX_VALUE ? n.longValue() : Long.MAX_VALUE;
            default -> throw problem("limit '" + name + "' must be a positive whole number");
        });
    }
}
