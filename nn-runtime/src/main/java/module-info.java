/** What trained networks need at run time: training, tensors, matrix products, data, generators, files of parameters. */
module dev.fluxion.nn {
    requires transitive dev.fluxion.codegen;
    requires transitive dev.fluxion.symbolic;
    requires transitive dev.fluxion.grammar;
    requires com.fasterxml.jackson.core;
    requires org.apache.commons.csv;

    // Absent at run time unless --add-modules jdk.incubator.vector is given; scalar kernels serve then.
    requires static jdk.incubator.vector;

    exports dev.fluxion.nn.data;
    exports dev.fluxion.nn.fit;
    exports dev.fluxion.nn.io;
    exports dev.fluxion.nn.kernel;
    exports dev.fluxion.nn.random;
    exports dev.fluxion.nn.tensor;
    exports dev.fluxion.nn.train;
}
