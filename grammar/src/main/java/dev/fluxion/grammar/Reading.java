package dev.fluxion.grammar;

import java.util.List;
import java.util.Set;

/** One top-level statement of a text, as far as it can be read by itself. */
public sealed interface Reading {
    /**
     * Without mistakes of form.
     *
     * @param statements one, or none where the text holds a separator alone
     */
    record Sound(List<Statement> statements) implements Reading {}

    /**
     * Not in the language.
     *
     * @param mistakes what is wrong with it
     * @param names those that it may have been meant to give a meaning
     */
    record Broken(List<Diagnostic> mistakes, Set<String> names) implements Reading {}
}
