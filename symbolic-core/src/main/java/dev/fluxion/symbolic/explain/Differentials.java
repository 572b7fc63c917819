package dev.fluxion.symbolic.explain;

import dev.fluxion.grammar.Span;
import dev.fluxion.grammar.Tree;
import dev.fluxion.grammar.TreeText;
import dev.fluxion.grammar.Trees;
import dev.fluxion.symbolic.Apply;
import dev.fluxion.symbolic.Elementwise;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.ProductBuilder;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.Topology;
import dev.fluxion.symbolic.calculus.Differential;
import dev.fluxion.symbolic.calculus.Differentiation;
import dev.fluxion.symbolic.calculus.Kinks;
import dev.fluxion.symbolic.calculus.Stabilizer;
import dev.fluxion.symbolic.derivation.Check;
import dev.fluxion.symbolic.derivation.Derivation;
import dev.fluxion.symbolic.derivation.Detail;
import dev.fluxion.symbolic.derivation.Section;
import dev.fluxion.symbolic.derivation.Step;
import dev.fluxion.symbolic.elaborate.LinearAlgebra;
import dev.fluxion.symbolic.print.LatexPrinter;
import dev.fluxion.symbolic.print.Presenter;
import dev.fluxion.symbolic.print.Write;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Derivations of derivatives of tensors by a tensor or a number: the differential, each line of which takes those that are still to be taken by one rule
 * each, then brought to a form in which the derivative is what the differential of the variable is multiplied by.
 *
 * <p>Source: J. R. Magnus, H. Neudecker, Matrix Differential Calculus (3rd ed., 2007), chapter 9.
 */
public final class Differentials {
    static final String PENDING = "\u2202 "; // no name of the language has a blank; sorts behind all of them

    private static final int LONGEST_CHAIN = 30;
    private static final int MOST_CHARACTERS = 1_000;

    private final Expression function;
    private final Symbol variable;
    private final Expression derivative;
    private final Samples samples;
    private final Symbol weights;
    private final Symbol ofVariable;
    private final Differential differential;
    private final Map<Expression, Symbol> open = new LinkedHashMap<>();
    private final Map<String, Expression> named = new HashMap<>();
    private final Map<Expression, Expression> answers = new HashMap<>();

    private Differentials(Expression function, Symbol variable, Expression derivative) {
        this.function = function;
        this.variable = variable;
        this.derivative = derivative;
        this.weights = Symbol.temporary("weights of the result", function.shape());
        Expression whole = function.isScalar() ? function : LinearAlgebra.inner(function, weights);
        InventedNames invented = InventedNames.beside(whole, List.of(variable.name()));
        this.samples = Samples.of(Cuts.of(whole, invented.first(InventedNames.OF_THE_WHOLE), List.of(variable), Map.of(), invented), whole, whole);
        this.ofVariable = samples.direction(variable, PENDING + "variable");
        this.differential = new Differential(variable, ofVariable, this::pending);
    }

    /**
     * The derivation of the derivative by some variables, one after the other. The result is what {@link Differentiation#derivative} gives of the stable form.
     *
     * @throws dev.fluxion.grammar.FluxionException {@code UNSUPPORTED} if something has no derivative
     */
    public static Derivation derivation(Expression original, List<Symbol> by) {
        Stabilizer.Stable stable = Stabilizer.stabilize(original);
        Tree subject = Presenter.tree(original);
        boolean partial = Substitution.variables(original).size() > 1;
        List<Section> sections = new ArrayList<>();
        List<Step> replaced = stable.steps().stream().filter(step -> step.before().reach() == 0).map(step -> new Step(step.rule(), Presenter.tree(step.before()),
                Presenter.tree(step.after()), Detail.TEXTBOOK, Check.UNNEEDED)).toList();
        if (!replaced.isEmpty()) {
            sections.add(new Section("Stable form, before anything is differentiated", Detail.TEXTBOOK, replaced));
        }
        Expression current = stable.expression();
        List<String> taken = new ArrayList<>();
        for (Symbol variable : by) {
            taken.addFirst(variable.name());
            Expression next = Differentiation.derivative(stable.expression(), by.subList(0, taken.size()));
            Tree left = Write.leibniz(List.copyOf(taken), partial, subject);
            sections.add(new Section(by.size() == 1 ? "" : "Derivative of order " + taken.size() + ", by " + variable.name(), Detail.OVERVIEW,
                    new Differentials(current, variable, next).steps(left)));
            current = next;
        }
        String layout = "The axes of the variable stand behind those of what is differentiated (numerator layout).";
        return new Derivation("Derivative by " + String.join(" and ", new LinkedHashSet<>(taken.reversed())), layout, sections,
                List.of(new Derivation.Result(Write.leibniz(List.copyOf(taken), partial, subject), current)), LatexPrinter.tensorNames(List.of(original), Map.of()));
    }

    private boolean depends(Expression node) {
        return Substitution.variables(node).contains(variable);
    }

    private Symbol pending(Expression operand) {
        return open.computeIfAbsent(operand, key -> {
            Symbol symbol = Symbol.of(PENDING + open.size(), operand.shape(), Symbol.Role.VARIABLE, Set.of());
            named.put(symbol.name(), operand);
            return symbol;
        });
    }

    private Tree differentials(Tree tree) {
        return Trees.rewrite(tree, part -> switch (part) {
            case Tree.Name name when name.name().equals(ofVariable.name()) -> Write.differential(Write.name(variable.name()));
            case Tree.Name name when named.containsKey(name.name()) -> Write.differential(Presenter.tree(named.get(name.name())));
            case Tree.Call fold when fold.binders().stream().anyMatch(binder -> binder.range() != null) -> new Tree.Call(fold.name(), fold.nameSpan(), fold.primes(),
                    fold.binders().stream().map(binder -> new Tree.Binder(binder.label(), binder.range() == null ? null : differentials(binder.range()),
                    binder.span())).toList(), fold.operands().stream().map(this::differentials).toList(), fold.named(), fold.span());
            default -> part;
        });
    }

    private Tree tree(Expression line) {
        return differentials(written(line));
    }

    // A number as a sum of inner products with differentials, which stand last; what stands for a differential has its own name here.
    private Tree written(Expression line) {
        return line.isScalar() ? InnerProducts.of(line, this::isDifferential) : Presenter.tree(line);
    }

    // With every differential taken.
    private Expression answer(Expression node) {
        Expression known = answers.get(node);
        if (known == null) {
            known = put(differential.of(node));
            answers.put(node, known);
        }
        return known;
    }

    private Expression put(Expression line) {
        Map<Expression, Expression> values = new HashMap<>();
        pendingIn(line).forEach(node -> values.put(open.get(node), answer(node)));
        return Substitution.replace(line, values);
    }

    private List<Expression> pendingIn(Expression line) {
        return Substitution.variables(line).stream().map(Symbol::name).filter(named::containsKey).map(named::get).toList();
    }

    private List<Step> steps(Tree left) {
        if (!depends(function)) {
            return List.of(new Step("nothing depends on " + variable.name(), left, Presenter.tree(derivative), Detail.OVERVIEW, Check.UNNEEDED));
        }
        List<Step> steps = new ArrayList<>();
        Expression along = along();
        Tree before = Write.differential(Presenter.tree(function));
        Expression line = function.equals(variable) ? ofVariable : pending(function);
        for (List<Expression> nodes = pendingIn(line); !nodes.isEmpty(); nodes = pendingIn(line)) {
            Map<Expression, Expression> values = new HashMap<>();
            nodes.forEach(node -> values.put(open.get(node), differential.of(node)));
            Expression next = Substitution.replace(line, values);
            Tree put = function.isScalar() ? put(line, values) : tree(next);
            boolean tooLong = steps.size() >= LONGEST_CHAIN || TreeText.of(put).length() > MOST_CHARACTERS;
            next = tooLong ? put(next) : next;
            Tree after = tree(next);
            Check check = samples.equal(put(next), along);
            Set<String> rules = new LinkedHashSet<>();
            nodes.forEach(node -> rules.addAll(differential.rules(node)));
            if (!tooLong) {
                steps.add(new Step(String.join(", ", RuleNames.telling(rules)), before, put, Detail.TEXTBOOK, check).noting(List.of(), List.of(), conventions(nodes)));
            }
            if (tooLong || !TreeText.of(put).equals(TreeText.of(after))) {
                steps.add(new Step(tooLong ? "the differentials that are left, taken alike" : collecting(next), tooLong ? before : put, after, Detail.TEXTBOOK, check));
            }
            line = next;
            before = steps.getLast().after();
        }
        Tree reached = before;
        collected().filter(form -> !TreeText.of(form).equals(TreeText.of(reached))).ifPresent(form -> steps.add(new Step(function.shape().rank() == 1
                && variable.shape().rank() == 1 ? "factored out" : "entry by entry", reached, form, Detail.TEXTBOOK, samples.equal(answerOfAll(), along))));
        String part = variable.is(Symbol.Property.DIAGONAL) ? "the diagonal of " : variable.isSymmetric() && function.isScalar() ? "the symmetric part of " : "";
        steps.add(new Step(part + "what d" + variable.name() + " is multiplied by", left, Presenter.tree(derivative), Detail.OVERVIEW, samples.slope(variable, weighted())));
        return steps;
    }

    // What the rules give, in the places of what it is the differential of.
    private Tree put(Expression line, Map<Expression, Expression> values) {
        Map<String, Tree> trees = new HashMap<>();
        values.forEach((symbol, value) -> trees.put(((Symbol) symbol).name(), written(value)));
        return differentials(InnerProducts.joined(written(line), trees, this::mayBeRow));
    }

    private boolean mayBeRow(Tree factor) {
        return factor instanceof Tree.Postfix(Tree inner, Tree.PostfixOperator operator, Span span) && operator == Tree.PostfixOperator.TRANSPOSE
                && !(inner instanceof Tree.Name name && Substitution.variables(function).stream().anyMatch(symbol -> symbol.name().equals(name.name())
                && symbol.shape().rank() == 2));
    }

    private Expression answerOfAll() {
        return function.equals(variable) ? ofVariable : answer(function);
    }

    private static List<String> conventions(List<Expression> nodes) {
        Set<String> remarks = new LinkedHashSet<>();
        nodes.stream().flatMap(node -> Topology.of(node).nodes().stream()).filter(node -> node instanceof Apply && nodes.contains(node))
                .forEach(node -> Kinks.convention(((Apply) node).operator()).ifPresent(remarks::add));
        return List.copyOf(remarks);
    }

    // The derivative along the direction that stands for the differential of the variable.
    private Expression along() {
        int rank = function.shape().rank();
        ProductBuilder builder = new ProductBuilder();
        int[] labels = builder.labels(derivative.shape());
        int[] own = IntStream.range(rank, labels.length).map(i -> labels[i]).toArray();
        return builder.factor(derivative, labels).factor(ofVariable, own).build(java.util.Arrays.copyOf(labels, rank));
    }

    private Expression weighted() {
        if (function.isScalar()) {
            return derivative;
        }
        int rank = function.shape().rank();
        ProductBuilder builder = new ProductBuilder();
        int[] labels = builder.labels(derivative.shape());
        return builder.factor(derivative, labels).factor(weights, java.util.Arrays.copyOf(labels, rank))
                .build(IntStream.range(rank, labels.length).map(i -> labels[i]).toArray());
    }

    private String collecting(Expression line) {
        boolean matrix = Substitution.variables(line).stream().anyMatch(symbol -> isDifferential(symbol) && symbol.shape().rank() == 2);
        return matrix ? "a trace stays the same in cyclic order and transposed" : "a number is its own transpose";
    }

    private boolean isDifferential(Symbol symbol) {
        return symbol.equals(ofVariable) || named.containsKey(symbol.name());
    }

    // With the differential of the variable as the last factor: of vectors as matrices, of others entry by entry.
    private Optional<Tree> collected() {
        int rank = function.shape().rank();
        int own = variable.shape().rank();
        if (own == 0 || rank == 0 && own <= 2 || Elementwise.isZero(derivative)) {
            return Optional.empty();
        }
        Tree last = Write.differential(Write.name(variable.name()));
        Tree factor = Presenter.tree(derivative);
        return Optional.of(rank == 1 && own == 1 ? Write.times(factor, last) : entries(factor, last, rank));
    }

    private Tree entries(Tree factor, Tree last, int rank) {
        List<String> labels = new ArrayList<>();
        Tree entry;
        List<Tree.Binder> binders = new ArrayList<>();
        if (factor instanceof Tree.Call call && call.name().equals("tensor") && call.binders().size() == derivative.shape().rank()) {
            binders.addAll(call.binders());
            entry = call.operands().getFirst();
        } else {
            Indices indices = new Indices(Indices.names(Substitution.variables(function)), Map.of());
            indices.fresh(derivative.shape().rank()).forEach(label -> binders.add(new Tree.Binder(label, null, Span.NONE)));
            entry = IndexTerm.entry(factor, binders.stream().map(Tree.Binder::label).toList());
        }
        binders.forEach(binder -> labels.add(binder.label()));
        Tree product = Write.scaled(entry, IndexTerm.entry(last, labels.subList(rank, labels.size())));
        Tree sum = new Tree.Call("sum", Span.NONE, 0, binders.subList(rank, binders.size()), List.of(product), List.of(), Span.NONE);
        return rank == 0 ? sum : new Tree.Call("tensor", Span.NONE, 0, binders.subList(0, rank), List.of(sum), List.of(), Span.NONE);
    }
}
