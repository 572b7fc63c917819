package dev.fluxion.nn.kernel;

/** Whether vector instructions can be had. Names no class of the vector module, so that it loads without it. */
final class Lanes {
    /** A constant to the compiler: the branch not taken costs nothing, and its classes are never loaded. */
    static final boolean AVAILABLE = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent() && !Boolean.getBoolean("fluxion.scalar");

    private Lanes() {}
}
