package dev.fluxion.codegen;

import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Symbol;
import java.lang.ref.WeakReference;
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

    /** What a kernel was compiled from. */
    record Key(List<Expression> outputs, List<Symbol> inputs, Mode mode) {
        Key {
            outputs = List.copyOf(outputs);
            inputs = List.copyOf(inputs);
        }
    }

    private final Map<Key, WeakReference<K>> kernels = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, WeakReference<K>> eldest) {
            return size() > MOST_KERNELS;
        }
    };

    /** The kernel of a key, compiled if it is not at hand. */
    K get(List<Expression> outputs, List<Symbol> inputs, Mode mode, Supplier<K> compiler) {
        Key key = new Key(outputs, inputs, mode);
        Optional<K> known = known(key);
        if (known.isPresent()) {
            return known.get();
        }
        K kernel = compiler.get();
        if (dev.fluxion.symbolic.Topology.of(outputs).size() <= MOST_NODES) {
            synchronized (kernels) {
                kernels.put(key, new WeakReference<>(kernel));
            }
        }
        return kernel;
    }

    private Optional<K> known(Key key) {
        synchronized (kernels) {
            return Optional.ofNullable(kernels.get(key)).map(WeakReference::get);
        }
    }
}
