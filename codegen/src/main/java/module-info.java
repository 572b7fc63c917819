/** Expression to program to JVM bytecode. */
module dev.fluxion.codegen {
    requires transitive dev.fluxion.symbolic;

    // Absent at run time unless --add-modules jdk.incubator.vector is given; scalar loops serve then.
    requires static jdk.incubator.vector;

    // Asked for an option of the virtual machine where it is there.
    requires static java.management;

    exports dev.fluxion;
    exports dev.fluxion.codegen;
}
