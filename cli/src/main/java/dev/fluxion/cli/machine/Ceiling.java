package dev.fluxion.cli.machine;

import java.util.List;

/**
 * The most that a request may ask for in its {@code limits}; what asks for more gets this much.
 *
 * @param millis time in milliseconds
 * @param nodes the most distinct nodes of one expression
 * @param depth the deepest expression
 */
public record Ceiling(long millis, long nodes, long depth) {
    /** Ten minutes, twenty million nodes, depth a million. */
    public static final Ceiling STANDARD = new Ceiling(600_000, 20_000_000, 1_000_000);

    /** The names of the limits. */
    public static final List<String> NAMES = List.of("millis", "nodes", "depth");

    /** One of the limits. */
    long of(String name) {
        return switch (name) {
            case "millis" -> millis;
            case "nodes" -> nodes;
            case "depth" -> depth;
            default -> throw new IllegalArgumentException("no limit " + name);
        };
    }

    /**
     * The same with another value of one limit.
     *
     * @throws IllegalArgumentException for a name not in {@link #NAMES}
     */
    public Ceiling with(String name, long most) {
        return switch (name) {
            case "millis" -> new Ceiling(most, nodes, depth);
            case "nodes" -> new Ceiling(millis, most, depth);
            case "depth" -> new Ceiling(millis, nodes, most);
            default -> throw new IllegalArgumentException("no limit " + name);
        };
    }
}
