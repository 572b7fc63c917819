/** Text to syntax tree, with spans and diagnostics. Knows syntax only: it contains no function names. */
module dev.fluxion.grammar {
    requires org.antlr.antlr4.runtime;

    exports dev.fluxion.grammar;
}
