package dev.fluxion.codegen;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A program with one function as one loop over rows, with the function written out: columns stream by while it is computed, where the loops behind it and
 * before would wait for memory. It is slow until it is compiled, so that loops one by one, which give the same bits, are run first.
 *
 * <p>Source: by definition.
 */
final class JoinedRows {
    // Logarithms, most of whose time is a quotient, take as long in a loop of their own; of two functions some pairs take 0.8 of the time and others 1.2.
    private static final Set<DefinedFunction> SERVED = EnumSet.of(DefinedFunction.EXPONENTIAL, DefinedFunction.SINE, DefinedFunction.COSINE);
    private static final int MOST_OPERATIONS = 24;
    private static final int EXERCISE = 256; // rows
    private static final long NANOS_OF_AN_EXERCISE = 5_000; // of lanes some 300, of objects as many times as much

    private final Program program;
    private final Warming warming = new Warming(this::exercise, NANOS_OF_AN_EXERCISE);
    private volatile Optional<RowLoop> loop = Optional.empty();

    private JoinedRows(Program program) {
        this.program = program;
    }

    /** One loop of a program, where it may be better than several. */
    static Optional<JoinedRows> of(Program program) {
        Program joined = LoopFunctions.defined(program);
        List<DefinedFunction> functions = joined.instructions().stream()
                .flatMap(instruction -> instruction instanceof Instruction.Evaluate evaluate ? Stream.of(evaluate.function()) : Stream.empty()).toList();
        boolean serves = functions.size() == 1 && SERVED.containsAll(functions) && joined.instructions().size() <= MOST_OPERATIONS
                && joined.instructions().stream().allMatch(LoopLanes::has);
        return serves ? Optional.of(new JoinedRows(joined)) : Optional.empty();
    }

    /** The loop once it is compiled, until then the other. To ask is to want it. */
    RowLoop best(RowLoop other) {
        return warming.isReady() ? loop.orElseThrow() : other;
    }

    /** The loop, which needs no room for values between loops. */
    RowLoop emitted() {
        return HiddenClasses.instance(RowLoop.class, RowEmitter.emit(program, RowSchedule.of(program, true)), List.of());
    }

    private Runnable exercise() {
        RowLoop code = loop.orElseGet(this::emitted);
        loop = Optional.of(code);
        double[][] columns = new double[program.inputs()][EXERCISE];
        double[][] results = new double[program.outputs().size()][EXERCISE];
        return () -> code.run(columns, results, new double[0], 0, EXERCISE);
    }
}
