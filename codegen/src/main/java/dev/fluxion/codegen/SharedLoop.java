package dev.fluxion.codegen;

import dev.fluxion.codegen.Step.Access;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The code of all loops of a form, for any number of threads: without lanes, until the same in lanes is compiled; both give the same bits. What a training or
 * a kernel has warmed up serves the next one, as long as somebody holds it.
 */
final class SharedLoop {
    private static final int EXERCISE = 256; // turns of the body, if the innermost axis has no more
    private static final int MOST_ENTRIES = 1 << 21;
    private static final long NANOS_OF_AN_INSTRUCTION = 2; // of one lane: far above what lanes take, and below what objects do
    private static final long NANOS_OF_A_CALL = 2_000;

    private static final Map<LoopForm, Held> KNOWN = new HashMap<>();
    private static final ReferenceQueue<SharedLoop> GONE = new ReferenceQueue<>();

    private static final class Held extends WeakReference<SharedLoop> {
        private final LoopForm form;

        Held(SharedLoop loop, LoopForm form) {
            super(loop, GONE);
            this.form = form;
        }
    }

    private final LoopForm form;
    private final boolean hasLanes;
    private final LoopKernel plain;
    private final int[] sizes; // that are exercised
    private final Warming warming;
    private volatile LoopKernel inLanes;

    private SharedLoop(LoopForm form) {
        this.form = form;
        sizes = exercised(form);
        // What visits more in a single call is compiled while it runs.
        boolean isLarge = entries(form, sizes) > MOST_ENTRIES || form.chosen().filter(chosen -> sizes[chosen.axis()] < 2).isPresent();
        hasLanes = form.hasLanes() && !isLarge;
        plain = emitted(form, form.hasLanes() && isLarge);
        inLanes = plain;
        warming = new Warming(this::exercise, NANOS_OF_A_CALL + NANOS_OF_AN_INSTRUCTION * iterations(sizes) * (1 + form.loop().body().instructions().size()));
    }

    /** The code of a form in which {@link LoopForm#shared} loops agree. */
    static SharedLoop of(LoopForm form) {
        return known(form).orElseGet(() -> kept(form, new SharedLoop(form)));
    }

    private static Optional<SharedLoop> known(LoopForm form) {
        synchronized (KNOWN) {
            return Optional.ofNullable(KNOWN.get(form)).map(WeakReference::get);
        }
    }

    // Two that ask for a new form at once may both have emitted it.
    private static SharedLoop kept(LoopForm form, SharedLoop loop) {
        synchronized (KNOWN) {
            forget();
            return known(form).orElseGet(() -> {
                KNOWN.put(form, new Held(loop, form));
                return loop;
            });
        }
    }

    private static void forget() {
        for (Reference<? extends SharedLoop> each = GONE.poll(); each != null; each = GONE.poll()) {
            if (each instanceof Held held) {
                KNOWN.remove(held.form, held);
            }
        }
    }

    /** The kernel in lanes or without. */
    static LoopKernel emitted(LoopForm form, boolean inLanes) {
        return HiddenClasses.instance(LoopKernel.class, LoopEmitter.emit(form, inLanes), List.of());
    }

    /** The kernel that is best used now. */
    LoopKernel best() {
        return hasLanes && warming.isReady() ? inLanes : plain;
    }

    /** Whether the best is not yet what it will be. */
    boolean isWarming() {
        return hasLanes && !warming.isReady();
    }

    // So much of each axis as a call can be asked for; but for one whose places are stored, and for the innermost: what is left beyond whole vectors is wanted too.
    private static int[] exercised(LoopForm form) {
        int[] sizes = form.loop().sizes().stream().mapToInt(Integer::intValue).toArray();
        for (int axis = 0; axis < sizes.length; axis++) {
            boolean whole = axis == form.order().axes().getLast() || form.chosen().isPresent() && form.chosen().get().axis() == axis;
            if (!whole && (form.isSplit(axis) || form.isInTurns(axis))) {
                long others = iterations(sizes) / Math.max(1, sizes[axis]);
                int fewest = form.isCrossed() ? SquareTurns.side(form.precision()) : 1;
                sizes[axis] = (int) Math.clamp(EXERCISE / Math.max(1, others), Math.min(fewest, Math.max(1, sizes[axis])), Math.max(1, sizes[axis]));
            }
        }
        return sizes;
    }

    private static long iterations(int[] sizes) {
        return Arrays.stream(sizes).asLongStream().reduce(1, (a, b) -> a * b);
    }

    private static long entries(LoopForm form, int[] sizes) {
        return form.accesses().mapToLong(access -> length(form, access, sizes)).sum();
    }

    // Of the arrays that some entries are read from; where places are stored, some stand behind each that is visited.
    private static long length(LoopForm form, Access access, int[] sizes) {
        long last = access.offset() + IntStream.range(0, sizes.length)
                .mapToLong(axis -> (long) Math.max(0, access.strides().get(axis)) * Math.max(0, sizes[axis] - 1)).sum();
        return 1 + last + form.chosen().filter(chosen -> chosen.places().equals(access)).map(chosen -> Extremes.HEAD + 1L).orElse(0L);
    }

    /** What runs the loop in lanes on arrays of its own. All entries are 1, a number of places and a place among them. */
    Runnable exercise() {
        if (inLanes == plain) {
            inLanes = emitted(form, true);
        }
        LoopKernel kernel = inLanes;
        int[] numbers = form.arrays();
        Object[] arrays = new Object[1 + Arrays.stream(numbers).max().orElse(0)];
        Arrays.stream(numbers).forEach(array -> arrays[array] = ones(array));
        Object block = ones(Step.BLOCK);
        int end = form.inBlocks() ? sizes[1] : sizes[form.order().axes().getFirst()];
        return () -> kernel.run(arrays, numbers, 0, sizes[0], 0, end, block);
    }

    private Object ones(int array) {
        long length = form.accesses().filter(access -> access.array() == array).mapToLong(access -> length(form, access, sizes)).max().orElse(0);
        Object ones = form.precision().array(Math.toIntExact(length));
        form.precision().fill(ones, 1);
        return ones;
    }
}
