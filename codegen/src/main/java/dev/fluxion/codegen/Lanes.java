package dev.fluxion.codegen;

import dev.fluxion.symbolic.operator.Operator;
import java.lang.constant.ClassDesc;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** What can be done in the lanes of the machine's vectors. Names no class of the vector module, so that it loads without it. */
public final class Lanes {
    private static final String MODULE = "jdk.incubator.vector";

    /** Operations of the vector module whose bits are those of the scalar function. */
    private static final Set<String> EXACT = Set.of("ABS", "MAX", "MIN");

    private static final boolean AVAILABLE = ModuleLayer.boot().findModule(MODULE).isPresent() && !Boolean.getBoolean("fluxion.scalar") && areWide();

    /** Operands of a method that computes an array in lanes: an array and where it starts, the same of the result, and how many numbers. */
    private static final Class<?>[] ARRAYS = {double[].class, int.class, double[].class, int.class, int.class};

    private static final Map<String, List<Stage>> FUNCTIONS = AVAILABLE ? functions() : Map.of();

    /** A method of arrays. */
    record Stage(ClassDesc owner, String name) {}

    private Lanes() {}

    /** Whether kernels over rows use them: the vector module is there, and vectors hold at least four numbers in double precision. */
    public static boolean available() {
        return AVAILABLE;
    }

    /** One line that says how to get them where they are missing; empty where they are in use. */
    public static String advice() {
        return AVAILABLE || ModuleLayer.boot().findModule(MODULE).isPresent() ? ""
                : "kernels are scalar here; with --add-modules " + MODULE + " those over rows and tensors use the lanes of the machine";
    }

    /** Gives the advice to the logger {@code dev.fluxion}, once in a process. */
    public static void advise() {
        Advised.once();
    }

    // Loaded by the first who asks.
    private static final class Advised {
        static {
            if (!advice().isEmpty()) {
                System.getLogger("dev.fluxion").log(System.Logger.Level.INFO, advice());
            }
        }

        private static void once() {}
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
        if (isExact(operator)) {
            return RowSchedule.Kind.LANES;
        }
        return FUNCTIONS.containsKey(operator.name()) ? RowSchedule.Kind.FUNCTION : RowSchedule.Kind.SCALAR;
    }

    /** The methods that compute an array of the operator's values in lanes, one after the other. */
    static List<Stage> function(Operator operator) {
        return FUNCTIONS.get(operator.name());
    }

    private static Map<String, List<Stage>> functions() {
        Map<String, List<Stage>> functions = new HashMap<>();
        Stream.of(LaneFunctions.class, ErrorLanes.class).flatMap(Lanes::methods).forEach(stage -> functions.put(stage.name(), List.of(stage)));
        List<Stage> before = LaneErrors.STAGES.stream().map(name -> new Stage(owner(LaneErrors.class), name)).toList();
        methods(LaneErrors.class).filter(stage -> !before.contains(stage)).forEach(last -> {
            List<Stage> all = new ArrayList<>(before);
            all.add(last);
            functions.put(last.name(), List.copyOf(all));
        });
        return functions;
    }

    private static Stream<Stage> methods(Class<?> owner) {
        return Arrays.stream(owner.getDeclaredMethods()).filter(method -> Arrays.equals(method.getParameterTypes(), ARRAYS))
                .map(method -> new Stage(owner(owner), method.getName()));
    }

    private static ClassDesc owner(Class<?> owner) {
        return owner.describeConstable().orElseThrow();
    }
}
