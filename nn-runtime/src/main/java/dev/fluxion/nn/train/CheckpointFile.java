package dev.fluxion.nn.train;

import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Span;
import dev.fluxion.nn.io.SafeTensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeSet;

/**
 * Where a training keeps how far it is. The file exists while a training runs or is broken off, and is removed when one has ended: what was learnt is
 * saved by whoever trained. What cannot be written, read or removed is a {@link dev.fluxion.grammar.FluxionException} with the reason.
 *
 * @param path a safetensors file
 */
public record CheckpointFile(Path path) {
    /** The training that was broken off, if there is one; the file of another training is a diagnostic, and stays as it is. */
    Optional<Checkpoint> read(SortedMap<String, String> training) {
        SafeTensors.removeAbandoned(path);
        if (!Files.exists(path)) {
            return Optional.empty();
        }
        Checkpoint checkpoint = Checkpoint.of(SafeTensors.read(path));
        checkDifference(checkpoint.training(), training);
        return Optional.of(checkpoint);
    }

    private void checkDifference(Map<String, String> kept, Map<String, String> asked) {
        TreeSet<String> names = new TreeSet<>(kept.keySet());
        names.addAll(asked.keySet());
        for (String name : names) {
            String before = kept.getOrDefault(name, "none");
            String now = asked.getOrDefault(name, "none");
            if (!before.equals(now)) {
                throw new FluxionException(Diagnostic.of(Diagnostic.Code.NAME, path.getFileName() + " is the checkpoint of another training: its "
                        + name + " is " + before + ", here it is " + now, Span.NONE).withHint("name another file, or delete this one to begin anew"));
            }
        }
    }

    void write(Checkpoint checkpoint) {
        SafeTensors.write(path, checkpoint.file());
    }

    void delete() {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new FluxionException(Diagnostic.of(Diagnostic.Code.NAME, "cannot remove " + path + ": " + e.getMessage(), Span.NONE));
        }
    }
}
