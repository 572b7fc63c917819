package dev.fluxion.codegen;

import dev.fluxion.codegen.Step.Access;
import dev.fluxion.codegen.Step.Chosen;
import dev.fluxion.codegen.Step.Loop;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What a loop is emitted as.
 *
 * @param order in which its axes nest
 * @param chosen where it visits some places along an axis
 * @param inBlocks whether it goes over rows and columns and is run on blocks: the turns of its kernel are columns
 */
record LoopForm(Loop loop, LoopOrder order, Optional<Chosen> chosen, boolean inBlocks, Precision precision) {
    private static final int LONG = 512; // a single axis of such a size is like any longer one, whose size no code holds
    private static final int MOST_LANES = 64;

    static LoopForm of(Loop loop, Precision precision) {
        return new LoopForm(loop, LoopOrder.of(loop), Optional.empty(), false, precision);
    }

    static LoopForm inBlocks(Loop loop, Precision precision) {
        return new LoopForm(loop, LoopOrder.of(loop), Optional.empty(), true, precision);
    }

    static LoopForm of(Chosen chosen, Precision precision) {
        return new LoopForm(chosen.loop(), LoopOrder.of(chosen), Optional.of(chosen), false, precision);
    }

    /** Whether it can be emitted in lanes, and that is worth while. */
    boolean hasLanes() {
        return isCrossed() || chosen.filter(places -> places.axis() == order.axes().getLast()).isEmpty() && LoopLanes.serve(loop, order);
    }

    /** Whether it goes over squares of rows and columns, some of which are turned in registers. */
    boolean isCrossed() {
        return inBlocks && CrossedEmitter.serves(loop);
    }

    /** Whether an axis is cut into the parts that a call may be asked for. */
    boolean isSplit(int axis) {
        return axis == 0 && loop.outer() > 0;
    }

    /** Whether a call may be asked for some turns of an axis. */
    boolean isInTurns(int axis) {
        return inBlocks ? axis == 1 : order.sumsOutside(loop) && axis == order.axes().getFirst();
    }

    /** The accesses of the loop. */
    Stream<Access> accesses() {
        return Stream.concat(loop.accesses(), chosen.stream().map(Chosen::places));
    }

    /** The numbers of the arrays that are no block, in the order in which they are met. */
    int[] arrays() {
        return accesses().mapToInt(Access::array).filter(array -> array != Step.BLOCK).distinct().toArray();
    }

    /** The form that all loops have which differ in the numbers of their arrays, or in the size of a single long axis. */
    LoopForm shared() {
        List<Integer> numbers = IntStream.of(arrays()).boxed().toList();
        Loop renamed = (Loop) loop.withArrays(array -> array == Step.BLOCK ? array : numbers.indexOf(array));
        boolean isLong = chosen.isEmpty() && !inBlocks && !loop.sums() && loop.sizes().size() == 1 && loop.sizes().getFirst() > LONG;
        Loop shortened = isLong ? new Loop(List.of(LONG + loop.sizes().getFirst() % MOST_LANES), 1, renamed.reads(), renamed.body(), renamed.write()) : renamed;
        return new LoopForm(shortened, order, chosen.map(places -> (Chosen) places.withArrays(numbers::indexOf)), inBlocks, precision);
    }
}
