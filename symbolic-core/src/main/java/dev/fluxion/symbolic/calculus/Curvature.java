package dev.fluxion.symbolic.calculus;

import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Span;
import dev.fluxion.symbolic.Elementwise;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.elaborate.LinearAlgebra;
import java.util.List;
import java.util.Map;

/**
 * Products of second-order matrices with a direction, as formulas in which no such matrix is formed: the cost is a small multiple of that of the
 * function. A direction has the shape of the variable, and may be any expression.
 *
 * <p>Sources: Pearlmutter, <em>Fast exact multiplication by the Hessian</em> (1994); Schraudolph, <em>Fast curvature matrix-vector products for
 * second-order gradient descent</em> (2002); the push-forward from two pull-backs: Christianson (1992).
 */
public final class Curvature {
    private Curvature() {}

    /**
     * {@code H·v} with the Hessian H of a scalar: the derivative of the gradient's inner product with v. Has the shape of the variable.
     *
     * @param direction of the shape of the variable
     * @throws FluxionException {@code SHAPE} if the function is no scalar or the direction has another shape, {@code UNSUPPORTED} if something has no
     * derivative
     */
    public static Expression hessianVector(Expression function, Symbol variable, Expression direction) {
        requireScalar(function);
        Symbol fixed = direction(variable, direction);
        Expression slope = LinearAlgebra.inner(Differentiation.derivative(function, variable), fixed);
        return Substitution.replace(Differentiation.derivative(slope, variable), Map.of(fixed, direction));
    }

    /**
     * {@code J·v} with the Jacobian J of a tensor, which it has the shape of: a pull-back is linear in its cotangent, and its derivative by that is
     * J.
     *
     * @param direction of the shape of the variable
     * @throws FluxionException {@code SHAPE} if the direction has another shape, {@code UNSUPPORTED} if something has no derivative
     */
    public static Expression jacobianVector(Expression function, Symbol variable, Expression direction) {
        Symbol fixed = direction(variable, direction);
        return Substitution.replace(pushedForward(function, Map.of(variable, fixed)), Map.of(fixed, direction));
    }

    /** The same along several variables at once, each with a symbol that the function does not contain as its direction. */
    static Expression pushedForward(Expression function, Map<Symbol, Symbol> directions) {
        Symbol cotangent = Symbol.temporary("cotangent", function.shape());
        List<Symbol> variables = List.copyOf(directions.keySet());
        Adjoints adjoints = Adjoints.from(function, cotangent, variables);
        Expression pulled = Elementwise.sum(variables.stream().map(variable -> LinearAlgebra.inner(adjoints.gradient(variable), directions.get(variable))).toList());
        return Differentiation.derivative(pulled, cotangent);
    }

    /**
     * {@code J'·u} with the Jacobian J of a tensor, of whose shape u is. Has the shape of the variable.
     *
     * @throws IllegalArgumentException if the cotangent has another shape than the function
     * @throws FluxionException {@code UNSUPPORTED} if something has no derivative
     */
    public static Expression vectorJacobian(Expression function, Symbol variable, Expression cotangent) {
        return Adjoints.from(function, cotangent, List.of(variable)).gradient(variable);
    }

    /**
     * {@code J'·H·J·v} with the Jacobian J of what a model gives out and the Hessian H of the loss by that: the Gauss–Newton matrix, which is
     * positive semidefinite for convex losses, and Fisher's for losses that are negative log-likelihoods of natural parameters.
     *
     * @param outputs an expression that occurs in the function; a function that depends on the variable in other ways too is refused
     * @param direction of the shape of the variable
     * @throws FluxionException {@code SHAPE} if the function is no scalar or the direction has another shape; {@code UNSUPPORTED} if the function
     * depends on the variable in other ways, or something has no derivative
     */
    public static Expression gaussNewtonVector(Expression function, Expression outputs, Symbol variable, Expression direction) {
        requireScalar(function);
        Symbol given = Symbol.temporary("outputs", outputs.shape());
        Expression loss = Substitution.replace(function, Map.of(outputs, given));
        if (Substitution.variables(loss).contains(variable)) {
            throw new FluxionException(Diagnostic.of(Diagnostic.Code.UNSUPPORTED, "the function depends on " + variable.name()
                    + " in other ways than through the outputs", Span.NONE).withHint("name as outputs what alone contains " + variable.name()));
        }
        Symbol tangent = Symbol.temporary("tangent", outputs.shape());
        Expression curved = hessianVector(loss, given, tangent);
        Expression cotangent = Substitution.replace(curved, Map.of(tangent, jacobianVector(outputs, variable, direction), given, outputs));
        return vectorJacobian(outputs, variable, cotangent);
    }

    /**
     * {@code J'·J·v} with the Jacobian J of log-likelihoods, one for each observation: the empirical Fisher matrix, summed over the observations.
     *
     * @param direction of the shape of the variable
     * @throws FluxionException {@code SHAPE} if the direction has another shape, {@code UNSUPPORTED} if something has no derivative
     */
    public static Expression fisherVector(Expression logLikelihoods, Symbol variable, Expression direction) {
        return vectorJacobian(logLikelihoods, variable, jacobianVector(logLikelihoods, variable, direction));
    }

    private static void requireScalar(Expression function) {
        if (!function.isScalar()) {
            throw new FluxionException(Diagnostic.of(Diagnostic.Code.SHAPE, "a scalar has a Hessian, but this has shape " + function.shape(), Span.NONE));
        }
    }

    private static Symbol direction(Symbol variable, Expression direction) {
        if (!direction.shape().equals(variable.shape())) {
            throw new FluxionException(Diagnostic.of(Diagnostic.Code.SHAPE, "the direction has shape " + direction.shape() + ", but " + variable.name()
                    + " has shape " + variable.shape(), Span.NONE).withHint("give one entry for each of the variable"));
        }
        return Symbol.temporary("direction", variable.shape());
    }
}
