package dev.fluxion.cli.machine;

import dev.fluxion.cli.script.Bounded;
import dev.fluxion.grammar.FluxionException;

/** A line as it comes in; of one that is too long, or that there is no memory for, nothing is kept. */
final class LineText {
    private final int longest;
    private StringBuilder characters = new StringBuilder();
    private String problem = "";

    LineText(int longest) {
        this.longest = longest;
    }

    void append(char c) {
        if (!problem.isEmpty()) {
            return;
        }
        if (characters.length() == longest) {
            drop("characters: the line is longer than " + longest);
            return;
        }
        try {
            characters.append(c);
        } catch (OutOfMemoryError e) {
            drop("memory: the line needs more than there is");
        }
    }

    private void drop(String reason) {
        problem = reason;
        characters = new StringBuilder();
    }

    boolean isEmpty() {
        return characters.isEmpty() && problem.isEmpty();
    }

    /**
     * The whole line, which is kept no longer.
     *
     * @throws FluxionException {@code limit} for one that was dropped
     */
    String whole() {
        if (!problem.isEmpty()) {
            throw Bounded.limit(problem);
        }
        String whole = characters.toString();
        characters = new StringBuilder();
        return whole;
    }
}
