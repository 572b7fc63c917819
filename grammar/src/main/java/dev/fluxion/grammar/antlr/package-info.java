/** The generated lexer and parser, and what they need. Not exported. */
package dev.fluxion.grammar.antlr;
