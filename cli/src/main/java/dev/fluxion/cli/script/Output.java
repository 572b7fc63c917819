package dev.fluxion.cli.script;

/**
 * Something a script prints.
 *
 * @param text for people and programs
 * @param latex the same as LaTeX, or empty where it has none
 */
public record Output(String text, String latex) {}
