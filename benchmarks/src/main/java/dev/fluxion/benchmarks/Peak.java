package dev.fluxion.benchmarks;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.DoubleAdder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** What the machine can do at best: independent multiply-adds in registers, and nothing else. */
final class Peak {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int SUMS = 10;
    private static final int LENGTH = 200_000;
    private static final int ROUNDS = 400;

    private Peak() {}

    /** Operations in single precision a nanosecond; the best of many rounds of all threads together. */
    static double floatOperationsPerNano(int threads) throws InterruptedException {
        DoubleAdder sum = new DoubleAdder();
        CountDownLatch ended = new CountDownLatch(threads);
        for (int thread = 0; thread < threads; thread++) {
            Thread.ofPlatform().start(() -> {
                sum.add(best());
                ended.countDown();
            });
        }
        ended.await();
        return sum.sum();
    }

    /** Does about so many operations on the caller's thread, as fast as it can. */
    static float spend(double operations) {
        return sums((int) (operations / (2.0 * SUMS * SPECIES.length())), 1.25f);
    }

    private static double best() {
        double best = 0;
        for (int round = 0; round < ROUNDS; round++) {
            long start = System.nanoTime();
            float result = sums(LENGTH, 1 + round * 1e-7f);
            double nanos = System.nanoTime() - start;
            if (!Float.isNaN(result)) {
                best = Math.max(best, 2.0 * SUMS * SPECIES.length() * LENGTH / nanos);
            }
        }
        return best;
    }

    private static float sums(int length, float factor) {
        FloatVector x = FloatVector.broadcast(SPECIES, factor);
        FloatVector y = FloatVector.broadcast(SPECIES, 1e-9f);
        FloatVector s0 = FloatVector.zero(SPECIES);
        FloatVector s1 = s0;
        FloatVector s2 = s0;
        FloatVector s3 = s0;
        FloatVector s4 = s0;
        FloatVector s5 = s0;
        FloatVector s6 = s0;
        FloatVector s7 = s0;
        FloatVector s8 = s0;
        FloatVector s9 = s0;
        for (int i = 0; i < length; i++) {
            s0 = x.fma(y, s0);
            s1 = x.fma(y, s1);
            s2 = x.fma(y, s2);
            s3 = x.fma(y, s3);
            s4 = x.fma(y, s4);
            s5 = x.fma(y, s5);
            s6 = x.fma(y, s6);
            s7 = x.fma(y, s7);
            s8 = x.fma(y, s8);
            s9 = x.fma(y, s9);
        }
        return s0.add(s1).add(s2).add(s3).add(s4).add(s5).add(s6).add(s7).add(s8).add(s9).lane(0);
    }
}
