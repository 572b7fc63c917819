package dev.fluxion.symbolic.evaluate;

import dev.fluxion.symbolic.Bound;
import java.util.Map;
import java.util.ServiceLoader;

/**
 * Values of integrals that stay whole. Finding them takes the methods of packages above this one, which offer themselves as a service.
 */
public interface IntegralValues {
    /** The service. */
    static IntegralValues loaded() {
        return Loaded.INSTANCE;
    }

    /**
     * The value of an integral between two ends; NaN where it does not converge, or the integrand has no value between the ends.
     *
     * @param integral of kind {@link Bound.Kind#INTEGRAL}
     * @param values of all scalars in it that are free
     * @throws dev.fluxion.grammar.FluxionException {@code UNSUPPORTED} if nothing is certain
     */
    double value(Bound integral, Map<String, Double> values);

    /** Holds the service once it was asked for. */
    final class Loaded {
        private static final IntegralValues INSTANCE = ServiceLoader.load(IntegralValues.class, IntegralValues.class.getClassLoader()).findFirst()
                .orElseThrow(() -> new IllegalStateException("no values of integrals were found"));

        private Loaded() {}
    }
}
