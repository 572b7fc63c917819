package dev.fluxion.symbolic.integrate;

import dev.fluxion.symbolic.Apply;
import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Condition;
import dev.fluxion.symbolic.Condition.Relation;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Elementwise;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Piecewise;
import dev.fluxion.symbolic.Product;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.Topology;
import dev.fluxion.symbolic.algebra.Parts;
import dev.fluxion.symbolic.operator.Stepwise;
import dev.fluxion.symbolic.polynomial.Polynomials;
import dev.fluxion.symbolic.rewrite.Assumptions;
import dev.fluxion.symbolic.rewrite.Simplifier;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Parts of a function that are put together without a jump: signs that change where what they are multiplied with is 0, as in {@code x^2*sign(x)}, and
 * cases that have one value where they meet.
 *
 * <p>Source: by definition of continuity.
 */
final class Joints {
    private final Symbol x;
    private final Budget budget;

    Joints(Symbol x, Budget budget) {
        this.x = x;
        this.budget = budget;
    }

    /** The signs and cases of a function that bring no jump to it where everything else in it is continuous. */
    Set<Expression> in(Expression function) {
        List<Expression> nodes = Topology.of(function).nodes();
        Set<Expression> joints = new LinkedHashSet<>();
        for (Expression node : nodes) {
            boolean signs = node instanceof Apply a && a.operator() == Stepwise.SIGN && !node.equals(function)
                    && nodes.stream().filter(each -> each.operands().contains(node)).allMatch(each -> each instanceof Product p && vanishes(p, a));
            if (signs || node instanceof Piecewise cases && meet(cases)) {
                joints.add(node);
            }
        }
        joints.addAll(steps(function, nodes));
        return joints;
    }

    // Steps of one floor, where the functions over a step and over the one before have one value between them.
    private List<Expression> steps(Expression function, List<Expression> nodes) {
        List<Expression> steps = nodes.stream().filter(node -> Parts.depends(node, x) && Staircases.hasSteps(node)).toList();
        Expression written = Staircases.asFloors(function, x);
        List<Expression> floors = Topology.of(written).nodes().stream().filter(node -> Staircases.isFloor(node) && Parts.depends(node, x)).toList();
        Optional<Parts.Linear> line = floors.size() == 1 ? Parts.linear(((Apply) floors.getFirst()).operand(), x, budget) : Optional.empty();
        if (line.isEmpty()) {
            return List.of();
        }
        Symbol step = Symbol.temporary("step");
        Expression place = line.get().inverse(step);
        Expression above = Substitution.replace(written, Map.of(floors.getFirst(), step));
        Expression below = Parts.at(above, step, Elementwise.difference(step, Constant.ONE));
        Expression jump = Elementwise.difference(Parts.at(above, x, place), Parts.at(below, x, place));
        return isZero(jump) || Elementwise.isZero(Simplifier.simplify(jump, Assumptions.NONE, budget).expression()) ? steps : List.of();
    }

    // A factor goes to 0 where the sign changes.
    private boolean vanishes(Product product, Apply sign) {
        Optional<Parts.Linear> line = Parts.linear(sign.operand(), x, budget).filter(linear -> linear.slope() instanceof Constant);
        List<Expression> others = new ArrayList<>(product.factors());
        return others.remove(sign) && line.filter(linear -> isZero(Parts.at(Elementwise.product(others), x, linear.inverse(Constant.ZERO)))).isPresent();
    }

    // Cases up to one number after the other.
    private boolean meet(Piecewise piecewise) {
        Expression before = null;
        for (int i = 0; i < piecewise.cases().size(); i++) {
            if (!(piecewise.cases().get(i).condition() instanceof Condition.Comparison(Relation relation, Expression left, Expression end))
                    || relation != Relation.LESS_EQUAL && relation != Relation.LESS || !left.equals(x) || !(end instanceof Constant)
                    || before instanceof Constant last && ((Constant) end).value().compareTo(last.value()) <= 0) {
                return false;
            }
            Expression next = i + 1 < piecewise.cases().size() ? piecewise.cases().get(i + 1).value() : piecewise.otherwise();
            if (!isZero(Parts.at(Elementwise.difference(piecewise.cases().get(i).value(), next), x, end))) {
                return false;
            }
            before = end;
        }
        return true;
    }

    private boolean isZero(Expression value) {
        return Elementwise.isZero(value) || Elementwise.isZero(Polynomials.expand(value, budget));
    }
}
