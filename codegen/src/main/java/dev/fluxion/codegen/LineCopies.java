package dev.fluxion.codegen;

import dev.fluxion.codegen.Step.Access;
import dev.fluxion.codegen.Step.Loop;
import java.util.List;
import java.util.stream.IntStream;

/** Loops that copy entries of lines to where they lie side by side, and back. */
final class LineCopies {
    private LineCopies() {}

    static Loop of(int number, Node.Strided node) {
        return copy(node.dims(), new Access(node.node(), node.offset(), node.strides()), new Access(number, 0, LoopBodies.strides(node.dims())));
    }

    static List<Loop> of(int number, Node.Placed node) {
        Lines lines = node.lines();
        return IntStream.range(0, node.nodes().size()).mapToObj(i -> copy(lines.sizes(), new Access(node.nodes().get(i), 0, LoopBodies.strides(lines.sizes())),
                new Access(number, lines.offset() + lines.line().get(i), lines.strides()))).toList();
    }

    private static Loop copy(List<Integer> sizes, Access from, Access to) {
        Program same = new Program(1, List.of(new Instruction.Input(0)), List.of(0));
        return Loops.normalized(new Loop(sizes, sizes.size(), List.of(from), same, to));
    }
}
