package dev.fluxion.symbolic.algebra;

import dev.fluxion.symbolic.ArrayOf;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Product;
import dev.fluxion.symbolic.Sum;
import dev.fluxion.symbolic.Topology;
import dev.fluxion.symbolic.WrittenTensors;
import java.util.List;

/**
 * An equation as it was written. Canonical form may have a value where the text has none, as {@code x} has for {@code x^2/x}: so the parts of
 * the text are kept.
 *
 * @param zero an expression that is to be 0
 * @param parts expressions that must have values wherever the equation holds
 */
public record WrittenEquation(Expression zero, List<Expression> parts) {
    /** Copies. */
    public WrittenEquation {
        parts = List.copyOf(parts);
    }

    /**
     * An equation that holds wherever its canonical form does.
     *
     * @param zero what is to be 0
     */
    public static WrittenEquation of(Expression zero) {
        return of(zero, List.of());
    }

    /**
     * An equation without small tensors whose entries are written: these are among its parts.
     *
     * @param zero what is to be 0
     * @param parts as they are written
     */
    public static WrittenEquation of(Expression zero, List<Expression> parts) {
        Expression scalars = WrittenTensors.inEntries(zero);
        return new WrittenEquation(scalars, parts.stream().filter(part -> scalars.equals(zero) || !isTensorOfScalars(part)).map(WrittenTensors::inEntries).toList());
    }

    private static boolean isTensorOfScalars(Expression part) {
        return !part.isScalar() && Topology.of(part).nodes().stream().allMatch(node -> node.isScalar() || node instanceof ArrayOf || node instanceof Sum || node instanceof Product);
    }
}
