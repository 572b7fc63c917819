package dev.fluxion.codegen;

import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.Topology;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Kernels by the structure of their formulas, the last ones used. Kernels that nobody else holds are given up, and their
 * classes with them. Safe for any number of threads; two that ask for the same new kernel at once may both compile it.
 */
final class KernelCache<K> {
    private static final int MOST_KERNELS = 256;
    // Larger formulas are not kept: looking one up compares all of it.
    private static final int MOST_NODES = 20_000;
    private static final int MOST_NODES_IN_ALL = 400_000;

    /** What a kernel was compiled from. */
    record Key(List<Expression> outputs, List<Symbol> inputs, Mode mode) {
        Key {
            outputs = List.copyOf(outputs);
            inputs = List.copyOf(inputs);
        }
    }

    private static final class Held<K> extends WeakReference<K> {
        private final Key key;
        private final int nodes;

        Held(K kernel, ReferenceQueue<K> gone, Key key, int nodes) {
            super(kernel, gone);
            this.key = key;
            this.nodes = nodes;
        }
    }

    private final Map<Key, Held<K>> kernels = new LinkedHashMap<>(16, 0.75f, true);
    private final ReferenceQueue<K> gone = new ReferenceQueue<>();
    private int nodesHeld;

    /** The kernel of a key, compiled if it is not at hand. */
    K get(List<Expression> outputs, List<Symbol> inputs, Mode mode, Supplier<K> compiler) {
        Key key = new Key(outputs, inputs, mode);
        Optional<K> known = known(key);
        if (known.isPresent()) {
            return known.get();
        }
        K kernel = compiler.get();
        int nodes = Topology.of(outputs).size();
        if (nodes <= MOST_NODES) {
            keep(key, kernel, nodes);
        }
        return kernel;
    }

    private Optional<K> known(Key key) {
        synchronized (kernels) {
            return Optional.ofNullable(kernels.get(key)).map(WeakReference::get);
        }
    }

    private void keep(Key key, K kernel, int nodes) {
        synchronized (kernels) {
            forget();
            Optional.ofNullable(kernels.put(key, new Held<>(kernel, gone, key, nodes))).ifPresent(this::drop);
            nodesHeld += nodes;
            Iterator<Held<K>> eldest = kernels.values().iterator();
            while (kernels.size() > MOST_KERNELS || nodesHeld > MOST_NODES_IN_ALL) {
                drop(eldest.next());
                eldest.remove();
            }
        }
    }

    // The formulas of kernels that are gone go too.
    private void forget() {
        for (Reference<? extends K> each = gone.poll(); each != null; each = gone.poll()) {
            if (each instanceof Held<?> held && kernels.remove(held.key, held)) {
                nodesHeld -= held.nodes;
            }
        }
    }

    private void drop(Held<K> held) {
        nodesHeld -= held.nodes;
    }

    /** Nodes of the formulas that are kept, gone kernels' left out. */
    int nodesHeld() {
        synchronized (kernels) {
            forget();
            return nodesHeld;
        }
    }
}
