package dev.fluxion.codegen;

import dev.fluxion.codegen.Step.Access;
import dev.fluxion.codegen.Step.Loop;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Loops brought to fewer axes. */
final class Loops {
    private Loops() {}

    /** The same loop without axes of size 1, and with axes that follow each other in every array made one. */
    static Loop normalized(Loop loop) {
        Loop result = loop;
        for (int axis = loop.sizes().size() - 1; axis >= 0; axis--) {
            if (result.sizes().get(axis) == 1) {
                result = without(result, axis);
            }
        }
        for (int axis = result.sizes().size() - 2; axis >= 0; axis--) {
            if (axis + 1 != result.outer() && mergeable(result, axis)) {
                result = merged(result, axis);
            }
        }
        return result;
    }

    private static boolean mergeable(Loop loop, int axis) {
        int size = loop.sizes().get(axis + 1);
        return Stream.concat(loop.reads().stream(), Stream.of(loop.write()))
                .allMatch(access -> access.strides().get(axis) == access.strides().get(axis + 1) * size);
    }

    private static Loop merged(Loop loop, int axis) {
        List<Integer> sizes = new ArrayList<>(loop.sizes());
        sizes.set(axis + 1, sizes.get(axis) * sizes.get(axis + 1));
        return without(new Loop(sizes, loop.outer(), loop.reads(), loop.body(), loop.write()), axis);
    }

    private static Loop without(Loop loop, int axis) {
        List<Integer> sizes = dropped(loop.sizes(), axis);
        List<Access> reads = loop.reads().stream().map(read -> dropped(read, axis)).toList();
        return new Loop(sizes, axis < loop.outer() ? loop.outer() - 1 : loop.outer(), reads, loop.body(), dropped(loop.write(), axis));
    }

    private static Access dropped(Access access, int axis) {
        return new Access(access.array(), access.offset(), dropped(access.strides(), axis));
    }

    private static List<Integer> dropped(List<Integer> list, int axis) {
        List<Integer> rest = new ArrayList<>(list);
        rest.remove(axis);
        return rest;
    }
}
