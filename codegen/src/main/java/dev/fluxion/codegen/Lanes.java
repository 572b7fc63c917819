package dev.fluxion.codegen;

import dev.fluxion.symbolic.operator.Operator;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;

/** What can be done in the lanes of the machine's vectors. Names no class of the vector module, so that it loads without it. */
public final class Lanes {
    private static final String MODULE = "jdk.incubator.vector";

    /** Operations of the vector module whose bits are those of the scalar function. */
    private static final Set<String> EXACT = Set.of("ABS", "MAX", "MIN");

    private static final boolean AVAILABLE = ModuleLayer.boot().findModule(MODULE).isPresent() && !Boolean.getBoolean("fluxion.scalar") && areWide();

    private Lanes() {}

    /** Whether kernels over rows use them: the vector module is there, and vectors hold at least four numbers in double precision. */
    public static boolean available() {
        return AVAILABLE;
    }

    /** One line that says how to get them where they are missing; empty where they are in use. */
    public static String advice() {
        return AVAILABLE || ModuleLayer.boot().findModule(MODULE).isPresent() ? ""
                : "kernels over rows are scalar here; with --add-modules " + MODULE + " they use the lanes of the machine";
    }

    // A machine with vectors of 256 bits has the fused multiply-add that the functions below are made of.
    private static boolean areWide() {
        return LaneFunctions.lanes() >= 4;
    }

    /** Whether the lanes of an operator give the bits of its method. */
    static boolean isExact(Operator operator) {
        return operator.vectorLane() != null && EXACT.contains(operator.vectorLane());
    }

    static RowSchedule.Kind kind(Operator operator) {
        if (operator.vectorLane() == null) {
            return RowSchedule.Kind.SCALAR;
        }
        if (EXACT.contains(operator.vectorLane())) {
            return RowSchedule.Kind.LANES;
        }
        return hasFunction(operator) ? RowSchedule.Kind.FUNCTION : RowSchedule.Kind.SCALAR;
    }

    /** The method of {@link LaneFunctions} for an operator. */
    static String function(Operator operator) {
        return operator.vectorLane().toLowerCase(Locale.ROOT);
    }

    private static boolean hasFunction(Operator operator) {
        return Arrays.stream(LaneFunctions.class.getDeclaredMethods()).anyMatch(method -> method.getName().equals(function(operator)) && method.getParameterCount() == 5);
    }
}
