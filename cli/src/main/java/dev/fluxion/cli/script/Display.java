package dev.fluxion.cli.script;

import dev.fluxion.nn.train.Progress;
import java.util.function.Consumer;

/** Shows how far a training has come. */
public interface Display extends Consumer<Progress> {
    /** Ends what is shown. */
    default void close() {}
}
