package dev.fluxion.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Measures contenders against each other: each is warmed up until it gets no faster, then they take turns for many short rounds, so that what else the
 * machine does falls on all of them. A ratio is taken within a round.
 */
final class Contest {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final OperatingSystemMXBean PROCESS = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private static final int FEWEST_ROUNDS = 11;
    private static final double GAIN = 0.97; // what is not faster by this factor is steady
    private static final double WINDOW_SECONDS = 0.5;
    private static final int STEADY_WINDOWS = 3;
    private static final long REST_MILLIS = 40; // some of the ticks of 10 ms in which systems tell the processor time of a process
    private static final double ASLEEP = 0.5; // of a core, below which all threads sleep
    private static final int MOST_RESTS = 25;
    private static final int LONGER_BY_WALL = 2; // for some products of a dozen milliseconds in each round
    private static final double MOST_SECONDS = 8; // then the fewest rounds are enough: a run of a second says more than one of a millisecond

    private final double warmSeconds;
    private final double mostWarmSeconds;
    private final double roundSeconds;
    private final int rounds;
    private final LongSupplier clock;
    private final boolean rests;

    private Contest(double warmSeconds, double mostWarmSeconds, double roundSeconds, int rounds, LongSupplier clock, boolean rests) {
        this.rests = rests;
        this.clock = clock;
        this.mostWarmSeconds = mostWarmSeconds;
        this.warmSeconds = warmSeconds;
        this.roundSeconds = roundSeconds;
        this.rounds = rounds;
    }

    /** For figures that are quoted: warmed up for a second and then until nothing was won for a second and a half, at most for 20. */
    static Contest thorough() {
        return new Contest(1.0, 20, 0.02, 41, THREADS::getCurrentThreadCpuTime, false);
    }

    /** For a regression guard: warmed up for 0.3 s, which is little for what does more than arithmetic. */
    static Contest brief() {
        return new Contest(0.3, 0.3, 0.01, 11, THREADS::getCurrentThreadCpuTime, false);
    }

    /** One row for each peer; a row without a peer where there is none. */
    List<Row> run(String job, Contender product, List<Contender> peers) throws Exception {
        List<Contender> all = new ArrayList<>(List.of(product));
        all.addAll(peers);
        int[] times = new int[all.size()];
        for (int i = 0; i < times.length; i++) {
            times[i] = warmUp(all.get(i).work());
        }
        long start = clock.getAsLong();
        double[][] nanos = new double[all.size()][rounds];
        int round = 0;
        for (; round < rounds && (round < FEWEST_ROUNDS || clock.getAsLong() - start < MOST_SECONDS * 1e9); round++) {
            for (int turn = 0; turn < times.length; turn++) {
                int i = (round + turn) % times.length;
                rest(all.get(i).work(), times[i]);
                nanos[i][round] = nanos(all.get(i).work(), times[i]);
            }
        }
        for (int i = 0; i < nanos.length; i++) {
            nanos[i] = Arrays.copyOf(nanos[i], round);
        }
        List<Row> rows = new ArrayList<>();
        if (peers.isEmpty()) {
            rows.add(new Row(job, "–", quantile(nanos[0], 0.5), Double.NaN, Double.NaN, Double.NaN, Double.NaN));
        }
        for (int i = 1; i < times.length; i++) {
            rows.add(row(job, all.get(i).name(), nanos[0], nanos[i]));
        }
        return rows;
    }

    private int warmUp(Work work) throws Exception {
        long start = clock.getAsLong();
        int times = 1;
        double each = nanos(work, times);
        long windowStart = start;
        double best = Double.POSITIVE_INFINITY;
        double bestOfWindow = each;
        int steady = 0;
        while (clock.getAsLong() - start < (steady < STEADY_WINDOWS ? mostWarmSeconds : warmSeconds) * 1e9) {
            times = (int) Math.clamp(roundSeconds * 1e9 / each, 1, 2.0 * times);
            each = nanos(work, times);
            bestOfWindow = Math.min(bestOfWindow, each);
            if (clock.getAsLong() - windowStart > WINDOW_SECONDS * 1e9) {
                steady = bestOfWindow < GAIN * best ? 0 : steady + 1;
                best = Math.min(best, bestOfWindow);
                bestOfWindow = Double.POSITIVE_INFINITY;
                windowStart = clock.getAsLong();
            }
        }
        return times;
    }

    /** The same, warmed up until nothing is won any more: for work whose compiled form comes in late, as tiles of matrix products do. */
    Contest untilSteady() {
        return new Contest(warmSeconds, Math.max(mostWarmSeconds, MOST_SECONDS), roundSeconds, rounds, clock, rests);
    }

    /** The same by the clock on the wall, for work that several threads share; each turn waits until the threads of the one before sleep. */
    Contest byWall() {
        return new Contest(warmSeconds, mostWarmSeconds, LONGER_BY_WALL * roundSeconds, rounds, System::nanoTime, true);
    }

    // Threads of the turn before may keep a core busy after their work, those of OpenBLAS for a tenth of a second. A thread that is woken may stand on the
    // core of the one that woke it for some milliseconds, until the system moves it: a round that does not count.
    private void rest(Work next, int times) throws Exception {
        if (rests) {
            boolean asleep = false;
            for (int rest = 0; rest < MOST_RESTS && !asleep; rest++) {
                long before = PROCESS.getProcessCpuTime();
                Thread.sleep(REST_MILLIS);
                asleep = PROCESS.getProcessCpuTime() - before < ASLEEP * REST_MILLIS * 1e6;
            }
            next.run(times);
        }
    }

    private double nanos(Work work, int times) throws Exception {
        long start = clock.getAsLong();
        double result = work.run(times);
        long end = clock.getAsLong();
        if (result == 0x1.23456789p-1000) {
            throw new IllegalStateException("what no job gives, so that its result is needed");
        }
        return (end - start) / (double) times;
    }

    private static Row row(String job, String peer, double[] product, double[] other) {
        double[] ratios = new double[product.length];
        Arrays.setAll(ratios, i -> product[i] / other[i]);
        return new Row(job, peer, quantile(product, 0.5), quantile(other, 0.5), quantile(ratios, 0.5), quantile(ratios, 0.25), quantile(ratios, 0.75));
    }

    static double quantile(double[] values, double share) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[(int) Math.round(share * (sorted.length - 1))];
    }
}
