package dev.fluxion.symbolic.language;

import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Reader;
import dev.fluxion.grammar.Source;
import dev.fluxion.grammar.Span;
import dev.fluxion.grammar.Tree;
import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Condition;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.algebra.Equality;
import dev.fluxion.symbolic.algebra.Solutions;
import dev.fluxion.symbolic.algebra.WrittenEquation;
import dev.fluxion.symbolic.asymptotic.Expansions;
import dev.fluxion.symbolic.asymptotic.PointDerivative;
import dev.fluxion.symbolic.calculus.Differentiation;
import dev.fluxion.symbolic.calculus.Kinks;
import dev.fluxion.symbolic.calculus.Stabilizer;
import dev.fluxion.symbolic.derivation.Derivation;
import dev.fluxion.symbolic.elaborate.BasicVocabulary;
import dev.fluxion.symbolic.elaborate.Elaborator;
import dev.fluxion.symbolic.elaborate.Form;
import dev.fluxion.symbolic.elaborate.Names;
import dev.fluxion.symbolic.elaborate.Scope;
import dev.fluxion.symbolic.elaborate.Typed;
import dev.fluxion.symbolic.elaborate.Vocabulary;
import dev.fluxion.symbolic.resource.Resource;
import dev.fluxion.symbolic.rewrite.Assumptions;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The vocabulary of the language with calculus. */
public final class Language extends BasicVocabulary {
    /** The only one. */
    public static final Language INSTANCE = new Language();

    private static final Map<String, Form> FORMS = union(CalculusForms.FORMS, CurvatureForms.FORMS, VectorForms.FORMS, AlgebraForms.FORMS, AsymptoticForms.FORMS,
            NumberForms.FORMS, IntegralForms.FORMS, NumericForms.FORMS);
    private static final Map<String, Explanation> DERIVATIONS = union(IntegralForms.DERIVATIONS, AsymptoticForms.DERIVATIONS);
    private static final Set<String> RESERVED = reserved();

    private static final Pattern NAME = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_]*");
    private static final Set<String> NAMES_TOO = Set.of("beta", "gamma"); // functions only where a bracket follows

    /** For {@link java.util.ServiceLoader}; everyone else uses {@link #INSTANCE}. */
    public Language() {}

    /**
     * The expression of a text in which undeclared names are real scalars.
     *
     * @throws FluxionException with its place in the text, named {@code input}, if the text is no expression or has no value
     */
    public static Expression parse(String text) {
        return parse(new Source("input", text), Names.lenient());
    }

    /**
     * The expression of a text in a scope, which says what names stand for; tensors are declared in {@link
     * dev.fluxion.symbolic.elaborate.Names}.
     *
     * @throws FluxionException with its place in the source, if the text is no expression or has no value
     */
    public static Expression parse(Source source, Scope scope) {
        return parse(source, elaborator(scope));
    }

    /**
     * The same by an elaborator, which notes what the meaning rests on.
     *
     * @throws FluxionException as {@link #parse(Source, Scope)}
     */
    public static Expression parse(Source source, Elaborator elaborator) {
        Tree tree = Reader.expression(source);
        return Budget.onDeepStack(depth(source, tree), () -> elaborator.expression(tree));
    }

    /**
     * The same where it is wanted at some values: of a closed form that does not hold at them, as {@code (exp(a) - 1)/a} at 0, the meaning there.
     *
     * @param at what the caller will put in for variables
     * @throws FluxionException as {@link #parse(Source, Scope)}
     */
    public static Expression parse(Source source, Elaborator elaborator, Map<Symbol, Expression> at) {
        Tree tree = Reader.expression(source);
        return Budget.onDeepStack(depth(source, tree), () -> AtValues.read(elaborator, tree, at).expression());
    }

    /**
     * The derivative of the expression of a text by some variables, one after the other, brought into its stable form first; integrals in it need no
     * antiderivative.
     *
     * @throws FluxionException as {@link #parse(Source, Scope)}; {@code UNSUPPORTED} if something has no derivative
     */
    public static Expression derivative(Source source, List<Symbol> by, Elaborator elaborator) {
        Tree tree = Reader.expression(source);
        return Budget.onDeepStack(depth(source, tree), () -> {
            Expression stable = Stabilizer.stabilize(differentiable(elaborator, tree, by)).expression();
            elaborator.provisos().follow(Kinks.conventionsOfHigherOrders(stable, by, Assumptions.of(elaborator.scope().facts())));
            return WholeIntegrals.evaluated(elaborator, Differentiation.derivative(stable, by));
        });
    }

    /**
     * The value of a derivative by one variable at numbers, at kinks and ends of cases by definition.
     *
     * @param order at least 1
     * @param at exact numbers for all variables
     * @throws FluxionException {@code DOMAIN} if there is none and no convention speaks of it, {@code UNSUPPORTED} if it is not proved what it is
     */
    public static Expression derivativeAt(Source source, Symbol by, int order, Map<Symbol, Expression> at, Elaborator elaborator) {
        Tree tree = Reader.expression(source);
        List<Symbol> all = Collections.nCopies(order, by);
        Map<Symbol, Expression> others = new HashMap<>(at);
        Expression point = others.remove(by);
        return Budget.onDeepStack(depth(source, tree), () -> {
            Expression function = Substitution.replace(differentiable(elaborator, tree, all), others);
            return derivativeAt(function, by, order, Differentiation.derivative(function, all), point, elaborator);
        });
    }

    /**
     * The steps to the derivative of the scalar of a text.
     *
     * @throws FluxionException as {@link #derivative(Source, List, Elaborator)}; {@code UNSUPPORTED} if tensors occur
     */
    public static Derivation derivativeSteps(Source source, List<Symbol> by, Scope scope) {
        Tree tree = Reader.expression(source);
        return Budget.onDeepStack(depth(source, tree), () -> derivativeSteps(elaborator(scope), tree, by));
    }

    /**
     * An antiderivative with the conditions on parameters under which it is one.
     *
     * @throws FluxionException {@code UNSUPPORTED} if none is found
     */
    public static IntegralAnswer antiderivative(Expression integrand, Symbol x, Scope scope) {
        return IntegralForms.antiderivative(integrand, x, Assumptions.of(scope.facts()));
    }

    /**
     * An integral between two ends with the conditions on parameters under which that is its value.
     *
     * @throws FluxionException {@code UNSUPPORTED} if it cannot be told, {@code DOMAIN} if it does not converge
     */
    public static IntegralAnswer integral(Expression integrand, Symbol x, Expression from, Expression to, Scope scope) {
        return IntegralForms.definite(integrand, x, from, to, Assumptions.of(scope.facts()));
    }

    // No tree is deeper than its text is long.
    private static int depth(Source source, Tree tree) {
        int longest = source.text().length();
        return dev.fluxion.grammar.DeepCalls.needsNoStack(longest) ? longest : dev.fluxion.grammar.Trees.depth(tree);
    }

    /**
     * The scalar or tensor variable of a name in a scope.
     *
     * @throws FluxionException {@code NAME} if the text is no name of a variable
     */
    public static Symbol variable(String name, Scope scope) {
        if (NAME.matcher(name).matches() && (name.length() == 1 || NAMES_TOO.contains(name) || !INSTANCE.isFunction(name)) && parse(new Source("variable", name), scope) instanceof Symbol symbol
                && symbol.isVariable()) {
            return symbol;
        }
        throw new FluxionException(Diagnostic.of(Diagnostic.Code.NAME, "'" + name + "' is no variable", Span.NONE));
    }

    /**
     * Refuses to give a name another meaning that is one of the language: a function's or a constant's. Functions of one letter, as N and I, are
     * functions only where a bracket follows.
     *
     * @throws FluxionException {@code NAME} if it is taken
     */
    public static void requireFree(String name, Span at) {
        boolean constant = Names.isConstant(name);
        if (!constant && (name.length() == 1 || !INSTANCE.isFunction(name) || NAMES_TOO.contains(name))) {
            return;
        }
        throw new FluxionException(Diagnostic.of(Diagnostic.Code.NAME, "'" + name + "' is a " + (constant ? "constant" : "function")
                + " of the language and keeps its meaning", at).withHint("take another name, as my_" + name + "; to say that two things are equal, write =="));
    }

    /** An elaborator with this vocabulary. */
    public static Elaborator elaborator(Scope scope) {
        return new Elaborator(scope, INSTANCE);
    }

    @SafeVarargs
    private static <T> Map<String, T> union(Map<String, T>... tables) {
        return Arrays.stream(tables).flatMap(table -> table.entrySet().stream())
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    @Override
    public Optional<Condition> condition(Elaborator elaborator, Tree.Call call) {
        return call.name().equals("equal") ? Optional.of(AlgebraForms.equal(elaborator, call)) : Optional.empty();
    }

    /** What is known of the equality of the two operands of a call {@code equal(f, g)}. */
    public static Equality equality(Elaborator elaborator, Tree.Call call) {
        return AlgebraForms.compare(elaborator, call);
    }

    private static Set<String> reserved() {
        return Resource.lines(Language.class, "reserved.txt").stream()
                .flatMap(line -> Arrays.stream(line.split(" "))).collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public Optional<Form> form(String name) {
        if (FORMS.containsKey(name)) {
            return Optional.of(FORMS.get(name));
        }
        if (name.equals("solve")) {
            return Optional.of(NamedVariables.at(1, this::solve));
        }
        if (name.equals(Expansions.ORDER)) { // a name like any other where it is not called
            return Optional.of(AsymptoticForms::order);
        }
        Form probability = DistributionForms.FORMS.get(name);
        if (probability != null) {
            return Optional.of(probability);
        }
        Optional<Form> basic = super.form(name);
        return basic.isPresent() || !RESERVED.contains(name) ? basic : Optional.of(Language::refuse);
    }

    // Of equations, or of a matrix and a right-hand side.
    private Typed solve(Elaborator elaborator, Tree.Call call) {
        return EquationForms.isEquation(elaborator, call) ? EquationForms.solve(elaborator, call)
                : super.form(call.name()).orElse(Language::refuse).read(elaborator, call);
    }

    /** The difference of an equation's sides, or an expression that is meant to be 0. */
    public static Expression equation(Elaborator elaborator, Tree tree) {
        return VectorForms.equation(elaborator, tree);
    }

    /** An equation, or an expression that is meant to be 0, with the parts that its text has. */
    public static WrittenEquation writtenEquation(Elaborator elaborator, Tree tree) {
        return EquationForms.written(elaborator, tree);
    }

    /**
     * The solutions of an equation that a call {@code solve(equation, x)} names; nothing if it asks for something else.
     *
     * @throws FluxionException as {@link dev.fluxion.symbolic.algebra.Equations#solve}
     */
    public static Optional<Solutions> solutions(Elaborator elaborator, Tree.Call call) {
        return EquationForms.isEquation(elaborator, call) && !EquationForms.isSystem(call) ? Optional.of(EquationForms.solutions(elaborator, call))
                : Optional.empty();
    }

    /**
     * The solution of the equations that a call {@code solve([e1, e2], [x, y])} names; nothing if it asks for something else.
     *
     * @throws FluxionException {@code UNSUPPORTED} if they are not linear or parameters decide whether there is one, {@code DOMAIN} if they contradict each other
     */
    public static Optional<SystemAnswer> system(Elaborator elaborator, Tree.Call call) {
        return EquationForms.isEquation(elaborator, call) && EquationForms.isSystem(call) ? Optional.of(EquationForms.system(elaborator, call)) : Optional.empty();
    }

    /**
     * What a call {@code integrate(…)} gives; nothing if it asks for something else.
     *
     * @throws FluxionException {@code UNSUPPORTED} if no antiderivative is found, {@code DOMAIN} if the integral does not converge
     */
    public static Optional<IntegralAnswer> integral(Elaborator elaborator, Tree.Call call) {
        return call.name().equals(IntegralForms.NAME) && call.primes() == 0 ? Optional.of(IntegralForms.answer(elaborator, call)) : Optional.empty();
    }

    /** The steps to the answer of a call of calculus; nothing if no steps of it are known. */
    public static Optional<Derivation> derivation(Elaborator elaborator, Tree.Call call) {
        if (call.name().equals("solve")) {
            return Optional.of(EquationForms.derivation(elaborator, call));
        }
        if (call.primes() > 0) {
            return elaborator.scope().function(call.name(), 1).map(known -> PointSteps.of(elaborator, call, known.parameters().getFirst()));
        }
        Optional<Derivation> vector = VectorSteps.of(elaborator, call);
        return vector.isPresent() ? vector : Optional.ofNullable(DERIVATIONS.get(call.name())).map(explanation -> explanation.of(elaborator, call));
    }

    private static Typed refuse(Elaborator elaborator, Tree.Call call) {
        throw new FluxionException(Diagnostic.of(Diagnostic.Code.UNSUPPORTED, "the function '" + call.name() + "'", call.nameSpan()));
    }

    @Override
    public Typed derivative(Elaborator elaborator, Tree.Leibniz leibniz) {
        List<Symbol> by = leibniz.variables().stream().map(name -> CalculusForms.variable(elaborator, new Tree.Name(name, leibniz.span()))).toList();
        return Typed.of(WholeIntegrals.derivative(elaborator, leibniz.operand(), by));
    }

    /**
     * The meaning of what is to be differentiated by some scalars: an integral stays whole where it has no closed form, or where Leibniz's rule gives
     * a shorter derivative than the closed form does.
     */
    public static Expression differentiable(Elaborator elaborator, Tree tree, List<Symbol> by) {
        return WholeIntegrals.differentiable(elaborator, tree, by);
    }

    /**
     * The steps to the derivative of a scalar by some scalars, one after the other; they end in what {@code diff} gives.
     *
     * @throws FluxionException {@code UNSUPPORTED} if tensors occur, or something has no derivative
     */
    public static Derivation derivativeSteps(Elaborator elaborator, Tree function, List<Symbol> by) {
        return WholeIntegrals.steps(elaborator, differentiable(elaborator, function, by), by);
    }

    // f'(x): the function is differentiated at a fresh variable, called as in its definition, which then takes the operand's value.
    @Override
    public Typed prime(Elaborator elaborator, Tree.Call call) {
        Symbol at = Symbol.temporary(elaborator.scope().function(call.name(), 1).map(known -> known.parameters().getFirst()).orElse("x"));
        Tree.Call plain = new Tree.Call(call.name(), call.nameSpan(), 0, List.of(), List.of(new Tree.Name(at.name(), call.span())), List.of(),
                call.span());
        Typed operand = elaborator.read(one(call));
        Elaborator inside = elaborator.in(elaborator.scope().with(Map.of(at.name(), Typed.of(at))));
        List<Symbol> by = Collections.nCopies(call.primes(), at);
        Expression function = WholeIntegrals.differentiable(inside, plain, by);
        Expression derivative = WholeIntegrals.evaluated(inside, Differentiation.derivative(function, by));
        return operand.with(derivativeAt(function, at, call.primes(), derivative, operand.expression(), elaborator));
    }

    private static Expression derivativeAt(Expression function, Symbol by, int order, Expression derivative, Expression point, Elaborator elaborator) {
        PointDerivative.Answer answer = PointDerivative.at(function, by, order, derivative, point, Assumptions.of(elaborator.scope().facts()));
        elaborator.provisos().replace(answer.agreed());
        return answer.value();
    }

    private static Tree one(Tree.Call call) {
        if (call.operands().size() != 1) {
            throw new FluxionException(Diagnostic.of(Diagnostic.Code.NAME, "a primed function takes 1 operand, but " + call.operands().size()
                    + " were given", call.nameSpan() == Span.NONE ? call.span() : call.nameSpan()).withHint("write diff(f, x)"));
        }
        return call.operands().getFirst();
    }

    /** Whether a call {@code simplify(f, steps)} asks for the rules that were applied too. */
    public static boolean asksForSteps(Tree.Call call) {
        return AlgebraForms.asksForSteps(call);
    }

    /** What the symbols of an expression stand for by now, where that depends on a variable. */
    public static Map<Symbol, Expression> functionsOf(Elaborator elaborator, Expression expression, Symbol by) {
        return CalculusForms.functionsOf(elaborator, expression, by);
    }

    @Override
    public Vocabulary withWholeIntegrals() {
        return WholeIntegrals.always(this);
    }

    @Override
    public boolean isFunction(String name) {
        return FORMS.containsKey(name) || RESERVED.contains(name) || super.isFunction(name);
    }

    @Override
    public Collection<String> names() {
        Set<String> names = new HashSet<>(super.names());
        names.addAll(FORMS.keySet());
        names.addAll(RESERVED);
        return names;
    }
}
