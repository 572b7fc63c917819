/**
 * Derivations: named steps with what they claim, their conditions and checks, and how they are read as text, LaTeX and Markdown.
 *
 * <p>The conventions of {@link dev.fluxion.symbolic} hold, for null among them; texts are without final line ends unless it is said.
 */
package dev.fluxion.symbolic.derivation;
