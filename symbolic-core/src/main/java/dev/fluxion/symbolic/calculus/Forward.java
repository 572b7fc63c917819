package dev.fluxion.symbolic.calculus;

import dev.fluxion.grammar.Interruption;
import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Product;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.Topology;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Forward differentiation of a scalar by a scalar: operands before those that use them.
 *
 * <p>Products are flat, so that the derivative of a composition of n functions is a product of n factors, and putting it together factor by
 * factor would take n² steps. In large expressions a rule that only puts factors in front of the derivative of one part is therefore kept
 * as a {@link Link}, and a chain of links becomes one product at once.
 *
 * <p>Source: forward propagation of tangents, A. Griewank, A. Walther, Evaluating Derivatives (2nd ed., 2008), §3.1.
 */
final class Forward {
    private static final int LINKS_FROM = 60; // nodes; below, links cost more than they save

    // Stands for the derivative of a part; no text can name it. Rules are linear in the derivatives of their parts.
    private static final Symbol PART = Symbol.temporary("derivative of a part");

    /** Factors in front of the derivative of another node. */
    private record Link(List<Expression> factors, int part) {}

    private final Topology topology;
    private final ScalarRules rules;
    private final BitSet depends;
    private final Expression[] derivatives;
    private final Link[] links;
    private final boolean linked;

    Forward(Topology topology, Symbol variable) {
        this(topology, variable, LINKS_FROM);
    }

    /** @param linksFrom in a topology of so many nodes or more, chains are kept as links */
    Forward(Topology topology, Symbol variable, int linksFrom) {
        this.topology = topology;
        linked = topology.size() >= linksFrom;
        depends = Differentiation.dependents(topology, List.of(variable));
        rules = new ScalarRules(variable, this::depends, false);
        derivatives = new Expression[topology.size()];
        links = new Link[linked ? topology.size() : 0];
    }

    // Parts that a rule puts together anew are no nodes of the topology: they depend if a part of theirs does.
    private boolean depends(Expression node) {
        OptionalInt index = topology.find(node);
        return index.isPresent() ? depends.get(index.getAsInt()) : node.operands().stream().anyMatch(this::depends);
    }

    Expression derivative() {
        Optional<Budget> budget = Budget.inForce();
        for (int i = 0; i < derivatives.length; i++) {
            if (depends.get(i)) {
                Expression node = topology.nodes().get(i);
                long operands = node.operands().size();
                long made = node instanceof Product ? operands * operands : operands; // the derivative of a product of n factors has n terms of as many
                budget.ifPresent(each -> each.tick(1 + made));
                differentiate(i);
            } else {
                derivatives[i] = Constant.ZERO;
            }
        }
        return at(derivatives.length - 1);
    }

    private void differentiate(int node) {
        RuleApplication application = rules.unseen(topology.nodes().get(node));
        if (linked) {
            links[node] = link(application, node);
        }
        if (!linked || links[node] == null) {
            derivatives[node] = combined(application, node);
        }
    }

    private Expression combined(RuleApplication application, int before) {
        List<Expression> parts = new ArrayList<>(application.parts().size());
        for (Expression part : application.parts()) {
            OptionalInt index = topology.find(part);
            boolean known = index.isPresent() && index.getAsInt() < before; // else the rule put it together anew
            parts.add(known ? at(index.getAsInt()) : depends(part) ? combined(rules.unseen(part), before) : Constant.ZERO);
        }
        return application.answer().apply(parts);
    }

    private Link link(RuleApplication application, int before) {
        int only = -1;
        List<Expression> parts = new ArrayList<>(application.parts().size());
        for (Expression part : application.parts()) {
            int index = topology.find(part).orElse(before);
            if (index >= before || depends.get(index) && only >= 0) {
                return null;
            }
            parts.add(depends.get(index) ? PART : Constant.ZERO);
            only = depends.get(index) ? index : only;
        }
        return only < 0 ? null : link(application.answer().apply(parts), only);
    }

    private static Link link(Expression answer, int part) {
        if (answer.equals(PART)) {
            return new Link(List.of(), part);
        }
        if (!(answer instanceof Product product) || !product.factors().contains(PART)) {
            return null;
        }
        List<Expression> factors = new ArrayList<>(product.factors());
        factors.remove(PART);
        factors.add(Constant.of(product.coefficient()));
        return new Link(factors, part);
    }

    private Expression at(int node) {
        if (derivatives[node] == null) {
            List<Expression> factors = new ArrayList<>();
            int next = node;
            for (long step = 0; derivatives[next] == null; step++) {
                Interruption.check(step);
                factors.addAll(links[next].factors);
                next = links[next].part;
            }
            factors.add(derivatives[next]);
            derivatives[node] = Product.of(factors);
        }
        return derivatives[node];
    }
}
