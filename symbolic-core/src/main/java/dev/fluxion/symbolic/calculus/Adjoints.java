package dev.fluxion.symbolic.calculus;

import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Elementwise;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.LabelledProduct;
import dev.fluxion.symbolic.ProductBuilder;
import dev.fluxion.symbolic.Shape;
import dev.fluxion.symbolic.Sum;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.Topology;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The adjoint algorithm: one sweep from the result to its variables, one accumulated cotangent per node. A cotangent of node v carries the
 * axes of the result in front of those of v.
 *
 * <p>Source: reverse propagation of gradients, A. Griewank, A. Walther, Evaluating Derivatives (2nd ed., 2008), §3.2; for tensors with labelled
 * axes, S. Laue, M. Mitterreiter, J. Giesen, Computing Higher Order Derivatives of Matrix and Tensor Expressions (NeurIPS 2018).
 */
public final class Adjoints {
    /**
     * What the sweep did at one node, in its order.
     *
     * @param node the node
     * @param cotangent its finished cotangent
     * @param rules how it was passed on to the node by those that use it; none for the result itself
     */
    public record Visit(Expression node, Expression cotangent, List<String> rules) {}

    /**
     * What a node passed on to one of its operands.
     *
     * @param rule of the node
     * @param form the contribution as the rule put it together, the node's cotangent first; none where a rule gives it in another way
     */
    public record Passed(Expression node, Expression operand, String rule, Optional<LabelledProduct> form) {}

    private final Expression result;
    private final Shape front;
    private final Set<Symbol> variables;
    private final Topology topology;
    private final BitSet depends;
    private final Map<Integer, List<Expression>> pending = new HashMap<>();
    private final Map<Integer, Set<String>> rules = new HashMap<>();
    private final Map<Expression, Expression> cotangents = new HashMap<>();
    private final List<Visit> visits = new ArrayList<>();
    private final List<Passed> passed = new ArrayList<>();
    private boolean records;

    private Adjoints(Expression result, Shape front, List<Symbol> variables) {
        this.result = result;
        this.front = front;
        this.variables = new LinkedHashSet<>(variables);
        this.topology = Topology.of(result);
        this.depends = Differentiation.dependents(topology, variables);
    }

    /**
     * Sweeps once for all variables.
     *
     * @param result of any shape
     * @throws dev.fluxion.grammar.FluxionException {@code UNSUPPORTED} if something in it has no derivative by a variable
     */
    public static Adjoints of(Expression result, List<Symbol> variables) {
        Adjoints adjoints = new Adjoints(result, result.shape(), variables);
        adjoints.sweep(adjoints.seed());
        return adjoints;
    }

    /**
     * Sweeps from a node on, of which the derivative of some scalar by it is given: the derivatives of that scalar by variables of the node.
     *
     * @param cotangent of the shape of the node
     * @throws IllegalArgumentException if it has another
     * @throws dev.fluxion.grammar.FluxionException {@code UNSUPPORTED} if something in the node has no derivative by a variable
     */
    public static Adjoints from(Expression node, Expression cotangent, List<Symbol> variables) {
        return from(node, cotangent, Shape.SCALAR, variables);
    }

    /** The same for the derivatives of a tensor, whose axes are the first ones of the cotangent. */
    static Adjoints from(Expression node, Expression cotangent, Shape front, List<Symbol> variables) {
        if (!cotangent.shape().equals(front.then(node.shape()))) {
            throw new IllegalArgumentException("a cotangent of shape " + cotangent.shape() + " for a node of shape " + node.shape());
        }
        Adjoints adjoints = new Adjoints(node, front, variables);
        adjoints.sweep(cotangent);
        return adjoints;
    }

    /** The same sweep, which keeps a record of what every node passes on. */
    public static Adjoints recorded(Expression node, Expression cotangent, List<Symbol> variables) {
        Adjoints adjoints = new Adjoints(node, Shape.SCALAR, variables);
        adjoints.records = true;
        adjoints.sweep(cotangent);
        return adjoints;
    }

    /** What was passed on, from the result to the variables; nothing unless it was recorded. */
    public List<Passed> passed() {
        return List.copyOf(passed);
    }

    /**
     * The derivative of the result by a variable of the sweep: the axes of the result, then those of the variable; zeros if it does not occur.
     *
     * @throws IllegalArgumentException if it is none of them
     */
    public Expression gradient(Symbol variable) {
        if (!variables.contains(variable)) {
            throw new IllegalArgumentException(variable.name() + " was not swept for");
        }
        Expression cotangent = cotangents.get(variable);
        return cotangent != null ? Structured.projected(cotangent, variable) : Elementwise.zero(front.then(variable.shape()));
    }

    /** What was done, from the result to the variables. */
    public List<Visit> visits() {
        return List.copyOf(visits);
    }

    /**
     * What several uses of a node contribute to its cotangent, in the form in which a sweep has it.
     *
     * @param contributions at least one, all of one shape
     * @throws java.util.NoSuchElementException if there is none
     */
    public static Expression total(List<Expression> contributions) {
        return Cotangents.settled(Sum.of(contributions.getFirst().shape(), contributions));
    }

    private void sweep(Expression seed) {
        if (!depends.get(topology.size() - 1)) {
            return;
        }
        pending.computeIfAbsent(topology.size() - 1, key -> new ArrayList<>()).add(seed);
        Budget budget = Budget.current();
        PullBack pullBack = new PullBack(front, List.copyOf(variables), this::depends);
        for (int i = topology.size() - 1; i >= 0; i--) {
            if (!depends.get(i) || pending.get(i) == null) {
                continue;
            }
            budget.check();
            Expression node = topology.nodes().get(i);
            List<Expression> contributions = pending.remove(i);
            Expression cotangent = total(contributions);
            cotangents.put(node, cotangent);
            visits.add(new Visit(node, cotangent, List.copyOf(rules.getOrDefault(i, Set.of()))));
            if (!Elementwise.isZero(cotangent)) {
                pullBack.contributions(node, cotangent, new Passing(node, pullBack.rule(node)));
            }
        }
    }

    // Takes what a node passes on.
    private final class Passing implements PullBack.Sink {
        private final Expression node;
        private final String rule;

        Passing(Expression node, String rule) {
            this.node = node;
            this.rule = rule;
        }

        @Override
        public void accept(Expression operand, Expression contribution) {
            record(operand, Optional.empty());
            enter(operand, contribution);
        }

        @Override
        public void accept(Expression operand, ProductBuilder contribution, int[] front, int[] own) {
            record(operand, records ? Optional.of(contribution.labelled(own)) : Optional.empty());
            enter(operand, contribution.build(PullBack.joined(front, contribution.distinct(own))));
        }

        @Override
        public boolean records() {
            return records;
        }

        private void record(Expression operand, Optional<LabelledProduct> form) {
            if (records) {
                passed.add(new Passed(node, operand, rule, form));
            }
        }

        private void enter(Expression operand, Expression contribution) {
            int index = topology.index(operand);
            pending.computeIfAbsent(index, key -> new ArrayList<>(2)).add(contribution);
            rules.computeIfAbsent(index, key -> new LinkedHashSet<>(2)).add(rule);
        }
    }

    // What is no node of the result, as a formula that a rule puts together, is none that depends.
    private boolean depends(Expression node) {
        OptionalInt index = topology.find(node);
        return index.isPresent() && depends.get(index.getAsInt());
    }

    // The derivative of the result by itself: deltas between its axes and their copies.
    private Expression seed() {
        ProductBuilder builder = new ProductBuilder();
        int[] first = builder.labels(result.shape());
        int[] second = builder.labels(result.shape());
        int[] out = new int[first.length * 2];
        for (int axis = 0; axis < first.length; axis++) {
            builder.delta(first[axis], second[axis]);
            out[axis] = first[axis];
            out[first.length + axis] = second[axis];
        }
        return builder.build(out);
    }
}
