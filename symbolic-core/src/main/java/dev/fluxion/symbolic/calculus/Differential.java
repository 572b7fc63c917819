package dev.fluxion.symbolic.calculus;

import dev.fluxion.symbolic.Bound;
import dev.fluxion.symbolic.Elementwise;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Fold;
import dev.fluxion.symbolic.Shape;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Sum;
import dev.fluxion.symbolic.Symbol;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * The differential of an expression by one rule, in terms of those of its operands, which are left for the next.
 *
 * <p>Source: J. R. Magnus, H. Neudecker, Matrix Differential Calculus (3rd ed., 2007), chapter 8; each rule is the pull-back's, transposed.
 */
public final class Differential {
    private final Symbol variable;
    private final Symbol ofVariable;
    private final Function<Expression, Symbol> pending;
    private final PullBack names;

    /**
     * Differentials by a variable.
     *
     * @param ofVariable what stands for the differential of the variable
     * @param pending what stands for the differential of an operand
     */
    public Differential(Symbol variable, Symbol ofVariable, Function<Expression, Symbol> pending) {
        this.variable = variable;
        this.ofVariable = ofVariable;
        this.pending = pending;
        this.names = new PullBack(Shape.SCALAR, List.of(variable), this::depends);
    }

    private boolean depends(Expression node) {
        return Substitution.variables(node).contains(variable);
    }

    /** The rules that {@link #of} takes for a node: terms of a sum are differentiated with it. */
    public Set<String> rules(Expression node) {
        Set<String> rules = new LinkedHashSet<>();
        if (node instanceof Sum sum) {
            sum.terms().stream().filter(this::depends).filter(term -> !term.equals(variable)).forEach(term -> rules.addAll(rules(term)));
            if (!rules.isEmpty()) {
                return rules;
            }
        }
        rules.add(names.rule(node));
        return rules;
    }

    /** The differential of a node that depends on the variable. */
    public Expression of(Expression node) {
        if (node.equals(variable)) {
            return ofVariable;
        }
        if (node instanceof Sum sum) {
            List<Expression> terms = sum.terms().stream().filter(this::depends).map(this::of).toList();
            return Elementwise.sum(terms);
        }
        Map<Expression, Symbol> places = places(node);
        Map<Symbol, Symbol> directions = new LinkedHashMap<>();
        Map<Symbol, Expression> back = new HashMap<>();
        places.forEach((operand, place) -> {
            directions.put(place, operand.equals(variable) ? ofVariable : pending.apply(operand));
            back.put(place, operand);
        });
        return Substitution.replace(Curvature.pushedForward(Substitution.replace(node, new HashMap<>(places)), directions), back);
    }

    // The variable's own entries are independent here. What of a binder depends on the variable may depend on what is bound: it is differentiated as a whole.
    private Map<Expression, Symbol> places(Expression node) {
        Map<Expression, Symbol> places = new LinkedHashMap<>();
        places.put(variable, Symbol.temporary("variable", variable.shape()));
        if (node instanceof Bound || node instanceof Fold) {
            return places;
        }
        for (Expression operand : node.operands()) {
            if (depends(operand) && !places.containsKey(operand)) {
                places.put(operand, Symbol.temporary("operand " + places.size(), operand.shape()));
            }
        }
        return places;
    }
}
