package dev.fluxion.symbolic.language;

import dev.fluxion.grammar.Tree;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.calculus.Curvature;
import dev.fluxion.symbolic.elaborate.Elaborator;
import dev.fluxion.symbolic.elaborate.Form;
import dev.fluxion.symbolic.elaborate.Typed;
import java.util.Map;

/** Products of second-order matrices with a direction, as functions of the language: no matrix is formed. */
final class CurvatureForms {
    static final Map<String, Form> FORMS = Map.of(
            "hvp", CurvatureForms::hessian,
            "jvp", CurvatureForms::jacobian,
            "vjp", CurvatureForms::transposedJacobian,
            "gauss_newton", CurvatureForms::gaussNewton,
            "fisher", CurvatureForms::fisher);

    private CurvatureForms() {}

    private static Expression read(Elaborator elaborator, Tree.Call call, int operand) {
        return elaborator.read(call.operands().get(operand)).expression();
    }

    private static Expression stable(Elaborator elaborator, Tree.Call call, int operand) {
        return CalculusForms.stable(read(elaborator, call, operand));
    }

    // hvp(f, x, v)
    private static Typed hessian(Elaborator elaborator, Tree.Call call) {
        CalculusForms.requireOperands(call, 3, 3);
        Symbol variable = CalculusForms.variable(elaborator, call.operands().get(1));
        return Typed.of(Curvature.hessianVector(stable(elaborator, call, 0), variable, read(elaborator, call, 2)));
    }

    // jvp(F, x, v): the Jacobian times v
    private static Typed jacobian(Elaborator elaborator, Tree.Call call) {
        CalculusForms.requireOperands(call, 3, 3);
        Symbol variable = CalculusForms.variable(elaborator, call.operands().get(1));
        return Typed.of(Curvature.jacobianVector(stable(elaborator, call, 0), variable, read(elaborator, call, 2)));
    }

    // vjp(F, x, u): the transposed Jacobian times u
    private static Typed transposedJacobian(Elaborator elaborator, Tree.Call call) {
        CalculusForms.requireOperands(call, 3, 3);
        Symbol variable = CalculusForms.variable(elaborator, call.operands().get(1));
        Expression function = stable(elaborator, call, 0);
        Expression cotangent = read(elaborator, call, 2);
        CalculusForms.requireShape(cotangent, function.shape(), "the function", call.operands().get(2));
        return Typed.of(Curvature.vectorJacobian(function, variable, cotangent));
    }

    // gauss_newton(f, r, x, v): r is what of f depends on x
    private static Typed gaussNewton(Elaborator elaborator, Tree.Call call) {
        CalculusForms.requireOperands(call, 4, 4);
        Symbol variable = CalculusForms.variable(elaborator, call.operands().get(2));
        return Typed.of(Curvature.gaussNewtonVector(stable(elaborator, call, 0), stable(elaborator, call, 1), variable, read(elaborator, call, 3)));
    }

    // fisher(l, x, v): l holds a log-likelihood for each observation
    private static Typed fisher(Elaborator elaborator, Tree.Call call) {
        CalculusForms.requireOperands(call, 3, 3);
        Symbol variable = CalculusForms.variable(elaborator, call.operands().get(1));
        return Typed.of(Curvature.fisherVector(stable(elaborator, call, 0), variable, read(elaborator, call, 2)));
    }
}
