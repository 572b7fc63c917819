package dev.fluxion.symbolic.print;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Functions of a name and some numbers that obey no law, so that different structures have different values. */
final class Mixing {
    private Mixing() {}

    static double of(String name, double... parts) {
        return of(name, Arrays.stream(parts).boxed().toList());
    }

    /** With the sign of the first part in front. */
    static double odd(String name, double first, double second) {
        return Math.signum(first) * of(name, Math.abs(first), second);
    }

    static double of(String name, List<Double> parts) {
        List<Double> weights = new ArrayList<>();
        Random random = new Random(name.hashCode());
        double value = 0.3 + random.nextDouble();
        for (double part : parts) {
            weights.add(0.5 + random.nextDouble());
            value += weights.getLast() * part / (1 + Math.abs(part)); // smooth: rounding stays small
        }
        return value;
    }
}
