package dev.fluxion.symbolic.explain;

import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.derivation.Check;
import dev.fluxion.symbolic.evaluate.TensorSamples;
import dev.fluxion.symbolic.evaluate.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The values of an expression with tensors at a few points with sizes that are all different, against which other forms of it are held. */
final class TensorValues {
    private static final int WANTED = 3;
    private static final int TRIED = 8;
    private static final int SMALLEST = 3;
    private static final double TOLERANCE = 1e-7; // inverses and determinants of matrices of order 6 at most, in doubles

    private record Sample(TensorSamples.Point point, Value value) {}

    private final boolean everywhere;
    private final TensorSamples samples;
    private final List<Sample> points = new ArrayList<>();
    private String reason = "no point of the domain was found";

    TensorValues(Expression expression, boolean everywhere) {
        this.everywhere = everywhere;
        this.samples = new TensorSamples(List.of(expression), SMALLEST);
        for (int seed = 1; seed <= TRIED && points.size() < WANTED; seed++) {
            try {
                TensorSamples.Point point = samples.point(seed);
                value(expression, point).filter(value -> samples.isDetermined(expression, value, point)).ifPresent(value -> points.add(new Sample(point, value)));
            } catch (ArithmeticException e) {
                reason = "the tensors are too large";
            }
        }
    }

    private Optional<Value> value(Expression form, TensorSamples.Point point) {
        return samples.value(form, point.at(), e -> reason = Check.reason(e));
    }

    /**
     * Holds a form against the values.
     *
     * @throws IllegalStateException if they disagree
     */
    Check of(Expression form) {
        int agreed = 0;
        for (Sample sample : points) {
            Optional<Value> found = value(form, sample.point);
            boolean same = found.filter(value -> TensorSamples.agree(sample.value, value, TOLERANCE)).isPresent();
            if (!same && everywhere && found.filter(value -> samples.isDetermined(form, value, sample.point)).isPresent()) {
                throw new IllegalStateException(form + " is " + Arrays.toString(found.orElseThrow().entries()) + " instead of " + Arrays.toString(sample.value.entries()));
            }
            agreed += same ? 1 : 0;
        }
        return agreed > 0 ? Check.at(agreed) : Check.none(points.isEmpty() ? reason : everywhere ? "the form has no value in double precision" : "it holds under assumptions");
    }
}
