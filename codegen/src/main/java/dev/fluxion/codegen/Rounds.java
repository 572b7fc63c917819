package dev.fluxion.codegen;

import java.util.ArrayList;
import java.util.List;

/**
 * Programs that are executed once for each whole number of a range, passes up and down in turn, with values that they carry along: a
 * {@link dev.fluxion.symbolic.Fold} of scalars.
 *
 * @param counts how many values each pass carries
 * @param bodies of each pass: from the values of all passes, the index and what stays the same, the values that its own become
 * @param captured how many numbers stay the same in all rounds
 */
public record Rounds(List<Integer> counts, List<Program> bodies, int captured) {
    /** Copies. */
    public Rounds {
        counts = List.copyOf(counts);
        bodies = List.copyOf(bodies);
    }

    /** How many values are carried in all. */
    int carried() {
        return counts.stream().mapToInt(Integer::intValue).sum();
    }

    /** Numbers that it is given: what the carried values start as, the first and last index, and what stays the same. */
    int operands() {
        return carried() + 2 + captured;
    }

    /** The first value that a pass carries. */
    int start(int pass) {
        return counts.subList(0, pass).stream().mapToInt(Integer::intValue).sum();
    }

    /** Where a pass finds the index among its inputs. */
    int index() {
        return carried();
    }

    /** Values of passes before the last that a later pass reads: they are kept, as they were before each round. */
    List<Integer> kept() {
        List<Integer> kept = new ArrayList<>();
        for (int pass = 0; pass < counts.size() - 1; pass++) {
            for (int value = start(pass); value < start(pass + 1); value++) {
                if (isRead(value, pass + 1)) {
                    kept.add(value);
                }
            }
        }
        return kept;
    }

    private boolean isRead(int value, int from) {
        return bodies.subList(from, bodies.size()).stream().anyMatch(body -> body.instructions().contains(new Instruction.Input(value)));
    }

    /** What the first value of the last pass ends in: the definition of what emitted code must compute, bit for bit. */
    double value(double[] given) {
        int carried = carried();
        int rounds = RoundCount.of(given[carried], given[carried + 1]);
        if (rounds < 0) {
            return Double.NaN;
        }
        List<ArrayInterpreter> interpreters = bodies.stream().map(ArrayInterpreter::new).toList();
        double[][] before = new double[carried][rounds];
        double[] inputs = new double[carried + 1 + captured];
        System.arraycopy(given, 0, inputs, 0, carried);
        System.arraycopy(given, carried + 2, inputs, carried + 1, captured);
        for (int pass = 0; pass < counts.size(); pass++) {
            for (int round = 0; round < rounds; round++) {
                RoundCount.lookUp(round);
                int step = pass % 2 == 0 ? round : rounds - 1 - round;
                inputs[carried] = given[carried] + step;
                for (int value = 0; value < start(pass); value++) {
                    inputs[value] = before[value][step];
                }
                for (int value = start(pass); value < start(pass) + counts.get(pass); value++) {
                    before[value][step] = inputs[value];
                }
                double[] next = interpreters.get(pass).run(inputs);
                System.arraycopy(next, 0, inputs, start(pass), next.length);
            }
        }
        return inputs[start(counts.size() - 1)];
    }

    /** {@code rounds(1, 2) of 3 and 7 operations}. */
    String text() {
        return "rounds" + counts + " of " + bodies.stream().map(body -> body.instructions().stream().filter(each -> !each.isLeaf()).count()).toList()
                + " operations";
    }
}
