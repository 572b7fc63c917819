/**
 * Reads text of the Fluxion language into {@link dev.fluxion.grammar.Tree trees} and {@link dev.fluxion.grammar.Statement statements}, and
 * reports {@link dev.fluxion.grammar.Diagnostic mistakes} with their place. Everything here is immutable; nothing knows what a name means.
 */
package dev.fluxion.grammar;
