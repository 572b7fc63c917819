package dev.fluxion.nn.random;

import java.util.random.RandomGenerator;

/**
 * A stream of random numbers: xoshiro256++ 1.0, of period 2^256 - 1, its state filled from a seed by SplitMix64, as its authors advise. The same
 * seed gives the same numbers on every machine; the state can be saved and resumed. Not thread-safe.
 *
 * <p>Source: D. Blackman, S. Vigna, Scrambled Linear Pseudorandom Number Generators (2019); G. L. Steele, D. Lea, C. H. Flood, Fast Splittable
 * Pseudorandom Number Generators (OOPSLA 2014).
 */
public final class RandomStream implements RandomGenerator {
    private static final int WORDS = 4;
    private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;
    private static final double UNIT_OF_53_BITS = 0x1.0p-53;

    private long s0;
    private long s1;
    private long s2;
    private long s3;

    private RandomStream(long s0, long s1, long s2, long s3) {
        this.s0 = s0;
        this.s1 = s1;
        this.s2 = s2;
        this.s3 = s3;
    }

    /** The stream of a seed. */
    public static RandomStream seeded(long seed) {
        return new RandomStream(mixed(seed + GOLDEN_GAMMA), mixed(seed + 2 * GOLDEN_GAMMA), mixed(seed + 3 * GOLDEN_GAMMA), mixed(seed + 4 * GOLDEN_GAMMA));
    }

    /**
     * The stream that goes on where {@link #state} was taken.
     *
     * @param state four entries
     * @throws IllegalArgumentException unless these are four words that are not all 0
     */
    public static RandomStream resumed(long... state) {
        if (state.length != WORDS || (state[0] | state[1] | state[2] | state[3]) == 0) {
            throw new IllegalArgumentException("the state of a stream is four words, not all 0");
        }
        return new RandomStream(state[0], state[1], state[2], state[3]);
    }

    /** SplitMix64's mixing of one word. */
    private static long mixed(long word) {
        long z = (word ^ word >>> 30) * 0xbf58476d1ce4e5b9L;
        z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
        return z ^ z >>> 31;
    }

    /** The four words from which {@link #resumed} goes on, in a new array. */
    public long[] state() {
        return new long[] {s0, s1, s2, s3};
    }

    @Override
    public long nextLong() {
        long result = Long.rotateLeft(s0 + s3, 23) + s0;
        long t = s1 << 17;
        s2 ^= s0;
        s3 ^= s1;
        s1 ^= s2;
        s0 ^= s3;
        s2 ^= t;
        s3 = Long.rotateLeft(s3, 45);
        return result;
    }

    /** Even over the multiples of 2^-53 in [0, 1). */
    @Override
    public double nextDouble() {
        return (nextLong() >>> 11) * UNIT_OF_53_BITS;
    }

    /**
     * Even over 0 to {@code bound - 1}, without bias: numbers from the incomplete last round are drawn again.
     *
     * @throws IllegalArgumentException unless the bound is at least 1
     */
    @Override
    public int nextInt(int bound) {
        if (bound <= 0) {
            throw new IllegalArgumentException("bound " + bound);
        }
        while (true) {
            long word = nextLong() >>> 1;
            long remainder = word % bound;
            if (word - remainder + (bound - 1) >= 0) {
                return (int) remainder;
            }
        }
    }

    /**
     * Of mean 0 and deviation 1, by Marsaglia's polar method. The second number of each pair is dropped, so that the state is four words and no more;
     * {@link StrictMath}, so that the bits are the same everywhere.
     */
    @Override
    public double nextGaussian() {
        while (true) {
            double u = 2 * nextDouble() - 1;
            double v = 2 * nextDouble() - 1;
            double square = u * u + v * v;
            if (square < 1 && square > 0) {
                return u * StrictMath.sqrt(-2 * StrictMath.log(square) / square);
            }
        }
    }

    /**
     * Puts the entries of an array in a random order, each as likely as any other. Source: R. Durstenfeld, Algorithm 235 (CACM 7, 1964), after Fisher
     * and Yates.
     */
    public void shuffle(int[] array) {
        for (int i = array.length - 1; i > 0; i--) {
            int j = nextInt(i + 1);
            int kept = array[i];
            array[i] = array[j];
            array[j] = kept;
        }
    }
}
