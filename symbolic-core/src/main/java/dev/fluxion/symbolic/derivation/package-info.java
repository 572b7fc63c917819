/** Derivations: named steps with what they claim, their conditions and checks, and how they are read as text, LaTeX and Markdown. */
package dev.fluxion.symbolic.derivation;
