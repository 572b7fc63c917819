package dev.fluxion.benchmarks;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A comparison.
 *
 * @param job what was done
 * @param peer who else did it
 * @param nanos median time of the product for one job
 * @param peerNanos median time of the peer
 * @param ratio median over the rounds of the product's time by the peer's: below 1 the product is faster
 * @param low first quartile of that ratio; no number where both were not measured in the same rounds
 * @param high third quartile
 */
record Row(String job, String peer, double nanos, double peerNanos, double ratio, double low, double high) {
    /** Of a peer that was measured in a process of its own. */
    static Row apart(String job, String peer, double nanos, double peerNanos) {
        return new Row(job, peer, nanos, peerNanos, nanos / peerNanos, Double.NaN, Double.NaN);
    }

    boolean hasQuartiles() {
        return !Double.isNaN(low);
    }

    Map<String, Object> asMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("job", job);
        map.put("peer", peer);
        map.put("nanoseconds", nanos);
        if (!Double.isNaN(ratio)) {
            map.put("peer_nanoseconds", peerNanos);
            map.put("ratio", ratio);
        }
        if (hasQuartiles()) {
            map.put("quartiles", new double[] {low, high});
        }
        return map;
    }
}
