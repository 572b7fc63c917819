/**
 * Reads text of the Fluxion language into {@link dev.fluxion.grammar.Tree trees} and {@link dev.fluxion.grammar.Statement statements}, and reports
 * {@link dev.fluxion.grammar.Diagnostic mistakes} with their place. Everything here is immutable; nothing knows what a name means. No parameter and
 * no component is null unless it says so: a null is a {@link NullPointerException}, at the latest where it is used.
 */
package dev.fluxion.grammar;
