package dev.fluxion.symbolic.operator;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Collects a row. */
final class OperatorBuilder {
    final String name;
    final Operator.Kind kind;
    final List<String> operands;
    final Map<String, String> defaults = new LinkedHashMap<>();
    final Map<String, String> derivatives = new LinkedHashMap<>();
    final Map<String, String> specialValues = new LinkedHashMap<>();
    Operator.Parity parity = Operator.Parity.NONE;
    boolean symmetric;
    boolean keepsAxis;
    boolean linear;
    boolean sharesLargest;
    boolean overLastAxis;
    int valueRank = 2;
    boolean variadic;
    boolean namesVariableToo;
    String latex;
    String accurateDerivative;
    String inverse;
    String stableLogarithm;
    String domain = "true";
    String range = "true";
    String note = "";
    String ruleName;
    String vectorLane;
    String arithmetic;
    Enclosing.Of bounds;
    Asymptotic asymptotic = Asymptotic.FORMULA;
    Kink kink;
    Operator.JavaMethod method;
    Operator.Numeric numeric;
    Operator.Slice slice;
    Operator.Matrix matrix;

    OperatorBuilder(String name, Operator.Kind kind, String... operands) {
        this.name = name;
        this.kind = kind;
        this.operands = new ArrayList<>(List.of(operands));
        this.latex = "\\operatorname{" + name.replace("_", "\\_") + "}";
        this.ruleName = "derivative of " + name;
    }

    OperatorBuilder derivative(String text) {
        return derivative(operands.getFirst(), text);
    }

    OperatorBuilder derivative(String operand, String text) {
        derivatives.put(operand, text);
        return this;
    }

    OperatorBuilder optional(String operand, String value) {
        operands.add(operand);
        defaults.put(operand, value);
        return this;
    }

    OperatorBuilder at(String argument, String value) {
        specialValues.put(argument, value);
        return this;
    }

    OperatorBuilder odd() {
        parity = Operator.Parity.ODD;
        return this;
    }

    OperatorBuilder even() {
        parity = Operator.Parity.EVEN;
        return this;
    }

    OperatorBuilder symmetricOperands() {
        symmetric = true;
        return this;
    }

    OperatorBuilder linear() {
        linear = true;
        return this;
    }

    OperatorBuilder keepingAxis() {
        keepsAxis = true;
        return this;
    }

    OperatorBuilder sharingLargest() {
        sharesLargest = true;
        return this;
    }

    OperatorBuilder overLastAxis() {
        overLastAxis = true;
        return this;
    }

    OperatorBuilder valueRank(int rank) {
        valueRank = rank;
        return this;
    }

    OperatorBuilder anyNumber() {
        variadic = true;
        return this;
    }

    OperatorBuilder namingVariableToo() {
        namesVariableToo = true;
        return this;
    }

    OperatorBuilder latex(String text) {
        latex = text;
        return this;
    }

    OperatorBuilder accurate(String text) {
        accurateDerivative = text;
        return this;
    }

    OperatorBuilder inverse(String text) {
        inverse = text;
        return this;
    }

    OperatorBuilder stableLogarithm(String text) {
        stableLogarithm = text;
        return this;
    }

    OperatorBuilder domain(String text) {
        domain = text;
        return this;
    }

    OperatorBuilder range(String text) {
        range = text;
        return this;
    }

    OperatorBuilder note(String text) {
        note = text;
        return this;
    }

    OperatorBuilder rule(String text) {
        ruleName = text;
        return this;
    }

    OperatorBuilder lane(String text) {
        vectorLane = text;
        return this;
    }

    OperatorBuilder arithmetic(String text) {
        arithmetic = text;
        return this;
    }

    OperatorBuilder bounds(Enclosing.OfOne function) {
        return boundsOfSeveral((operands, bits) -> function.value(operands.getFirst(), bits));
    }

    OperatorBuilder boundsOfSeveral(Enclosing.Of function) {
        bounds = function;
        return this;
    }

    OperatorBuilder asymptotic(Asymptotic behaviour) {
        asymptotic = behaviour;
        return this;
    }

    OperatorBuilder kink(Kink convention) {
        kink = convention;
        return this;
    }

    OperatorBuilder java(Class<?> owner, String methodName, Integer... numbers) {
        method = new Operator.JavaMethod(owner, methodName, List.of(numbers));
        return this;
    }

    Operator of(java.util.function.DoubleUnaryOperator function) {
        return of((Operator.Numeric) arguments -> function.applyAsDouble(arguments[0]));
    }

    Operator of(java.util.function.DoubleBinaryOperator function) {
        return of((Operator.Numeric) arguments -> function.applyAsDouble(arguments[0], arguments[1]));
    }

    Operator of(Operator.Numeric function) {
        numeric = Objects.requireNonNull(function);
        return row();
    }

    Operator of(Operator.Slice function) {
        slice = function;
        return row();
    }

    Operator of(Operator.Matrix function) {
        matrix = function;
        return row();
    }

    private Operator row() {
        return new Operator(this);
    }
}
