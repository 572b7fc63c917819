/** What trained networks need at run time: tensors, matrix products, data, generators, files of parameters. */
module dev.fluxion.nn {
    requires transitive dev.fluxion.grammar;
    requires com.fasterxml.jackson.core;

    exports dev.fluxion.nn.data;
    exports dev.fluxion.nn.io;
    exports dev.fluxion.nn.tensor;
}
