package dev.fluxion.nn.io;

import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Span;
import dev.fluxion.nn.tensor.Tensor;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a safetensors file holds.
 *
 * @param tensors by name
 * @param metadata free texts by name
 */
public record TensorFile(SortedMap<String, Tensor> tensors, SortedMap<String, String> metadata) {
    /** Copies the maps, not the tensors. */
    public TensorFile {
        tensors = Collections.unmodifiableSortedMap(new TreeMap<>(tensors));
        metadata = Collections.unmodifiableSortedMap(new TreeMap<>(metadata));
    }

    /** From any maps. */
    public static TensorFile of(Map<String, ? extends Tensor> tensors, Map<String, String> metadata) {
        return new TensorFile(new TreeMap<>(tensors), new TreeMap<>(metadata));
    }

    /**
     * A tensor by name.
     *
     * @throws FluxionException if there is none
     */
    public Tensor tensor(String name) {
        Tensor tensor = tensors.get(name);
        if (tensor == null) {
            throw new FluxionException(Diagnostic.of(Diagnostic.Code.NAME, "the file holds no tensor '" + name + "'", Span.NONE)
                    .withHint("it holds " + String.join(", ", tensors.keySet())));
        }
        return tensor;
    }
}
