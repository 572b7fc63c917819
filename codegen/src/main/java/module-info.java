/** Expression to program to JVM bytecode. */
module dev.fluxion.codegen {
    requires transitive dev.fluxion.symbolic;

    exports dev.fluxion;
    exports dev.fluxion.codegen;
}
