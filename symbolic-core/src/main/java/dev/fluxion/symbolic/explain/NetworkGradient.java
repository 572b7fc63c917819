package dev.fluxion.symbolic.explain;

import dev.fluxion.grammar.Tree;
import dev.fluxion.grammar.Trees;
import dev.fluxion.symbolic.Apply;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Elementwise;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Product;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Sum;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.Topology;
import dev.fluxion.symbolic.calculus.Adjoints;
import dev.fluxion.symbolic.calculus.Kinks;
import dev.fluxion.symbolic.calculus.Stabilizer;
import dev.fluxion.symbolic.derivation.Check;
import dev.fluxion.symbolic.derivation.Derivation;
import dev.fluxion.symbolic.derivation.Detail;
import dev.fluxion.symbolic.derivation.Equation;
import dev.fluxion.symbolic.derivation.Section;
import dev.fluxion.symbolic.derivation.Step;
import dev.fluxion.symbolic.print.LatexPrinter;
import dev.fluxion.symbolic.print.Presenter;
import dev.fluxion.symbolic.print.Write;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The derivation of the gradient of a network as a textbook has it: definitions, a stable form, then back from the function through its
 * intermediates. Between two intermediates the adjoint sweep runs as it does on the whole; the derivative by an intermediate that a parameter
 * enters goes by the name δ.
 */
final class NetworkGradient {
    static final String PENDING = "d "; // no name of the language has a blank

    private static final int MOST_PUT_IN = 6; // in deeper networks each line would hold all layers behind it

    private final Expression original;
    private final Stabilizer.Stable stable;
    private final List<Symbol> parameters;
    private final Map<Expression, String> given;
    private final Map<Expression, String> names = new LinkedHashMap<>();
    private final String function;
    private final String letter; // for the node that the sweep is at
    private final Cuts cuts;
    private final Samples samples;
    private final Deltas deltas;
    private final Map<Expression, String> shown = new HashMap<>();
    private final Map<Symbol, List<Expression>> contributions = new HashMap<>();
    private final Map<Symbol, Set<String>> rules = new HashMap<>();
    private final Map<Symbol, Set<String>> remarks = new HashMap<>();
    private final Map<Symbol, List<Step>> parts = new HashMap<>();
    private final Map<Symbol, Expression> pending = new LinkedHashMap<>();
    private final Map<Symbol, Expression> claims = new HashMap<>();
    private final Map<Symbol, Check> checks = new HashMap<>();
    private final Map<Symbol, Expression> ends = new LinkedHashMap<>();
    private final Adjoints whole;
    private final Reached reached;
    private final Set<Symbol> done = new HashSet<>();
    private final Optional<IndexSteps> indices;
    private final Map<Symbol, List<IndexSteps.Way>> ways = new HashMap<>();
    private final List<Step> recursion = new ArrayList<>();
    private List<Step> steps = new ArrayList<>();

    /** @param byIndices whether each step is first taken by indices and then brought back to matrices */
    NetworkGradient(Expression original, List<Symbol> parameters, Map<Expression, String> given, boolean byIndices) {
        this.original = original;
        this.parameters = parameters;
        this.given = given;
        this.stable = Stabilizer.stabilize(original);
        java.util.Iterator<Expression> stabilized = Stabilizer.stable(List.copyOf(given.keySet())).iterator();
        given.forEach((expression, name) -> {
            names.put(expression, name);
            names.putIfAbsent(stabilized.next(), name);
        });
        InventedNames invented = InventedNames.beside(original, Stream.concat(given.values().stream(), parameters.stream().map(Symbol::name)).toList());
        this.function = given.containsKey(original) ? given.get(original) : invented.first(InventedNames.OF_THE_WHOLE);
        Map<Expression, String> others = new HashMap<>(names);
        others.values().removeIf(function::equals);
        this.cuts = Cuts.of(stable.expression(), function, parameters, others, invented);
        this.whole = Adjoints.of(stable.expression(), parameters);
        this.reached = new Reached(cuts);
        this.samples = Samples.of(cuts, original, stable.expression());
        this.deltas = new Deltas(cuts, parameters, invented);
        this.letter = invented.first(List.of("u", "v", "w"));
        others.forEach((expression, name) -> shown.put(cuts.over(expression), name));
        cuts.cuts().subList(0, cuts.cuts().size() - 1).forEach(cut -> shown.put(cut.definition(), cut.symbol().name()));
        cuts.named().forEach(names::putIfAbsent);
        this.indices = byIndices ? Optional.of(new IndexSteps(function, samples, symbols(), intermediates())) : Optional.empty();
    }

    private Map<Expression, Expression> intermediates() {
        Map<Expression, Expression> all = new HashMap<>();
        shown.forEach((expression, name) -> {
            if (!(expression instanceof Symbol)) {
                all.put(expression, Symbol.of(name, expression.shape(), Symbol.Role.VARIABLE, Set.of()));
            }
        });
        return all;
    }

    // Everything a line by indices may mention.
    private List<Symbol> symbols() {
        List<Symbol> all = new ArrayList<>(Substitution.variables(stable.expression()));
        for (Cuts.Cut cut : cuts.cuts()) {
            all.add(cut.symbol());
            all.add(cotangent(cut));
        }
        return all;
    }

    private Symbol cotangent(Cuts.Cut cut) {
        return deltas.of(cut).orElseGet(() -> Symbol.of(PENDING + cut.symbol().name(), cut.symbol().shape(), Symbol.Role.VARIABLE, Set.of()));
    }

    Derivation derivation() {
        List<Section> sections = new ArrayList<>();
        sections.add(new Section("Definitions", Detail.TEXTBOOK, definitions()));
        sections.add(new Section("Definitions, entry by entry", Detail.TEXTBOOK, entries()));
        sections.add(new Section("Stable form, before anything is differentiated", Detail.TEXTBOOK, stableForm()));
        sections.addAll(backward());
        sections.add(new Section("The gradient", Detail.OVERVIEW, results()));
        List<Derivation.Result> results = parameters.stream().map(parameter -> new Derivation.Result(partial(parameter), whole.gradient(parameter))).toList();
        return new Derivation((indices.isPresent() ? "Backpropagation for " : "The gradient of ") + function, introduction(), sections.stream()
                .filter(section -> !section.steps().isEmpty()).toList(), results,
                tensors());
    }

    private String introduction() {
        return "Each derivative has the shape of what it is taken by (denominator layout)." + (deltas.names().isEmpty() ? ""
                : " δ stands for the derivative of " + function + " by an intermediate that parameters enter.");
    }

    private Set<String> tensors() {
        Set<String> tensors = new HashSet<>(LatexPrinter.tensorNames(List.of(original), names));
        cuts.cuts().stream().filter(cut -> !cut.symbol().isScalar()).forEach(cut -> {
            tensors.add(cut.symbol().name());
            deltas.of(cut).ifPresent(delta -> tensors.add(delta.name()));
        });
        return tensors;
    }

    private Tree partial(Symbol by) {
        return Write.leibniz(List.of(by.name()), true, Write.name(function));
    }

    private Map<Expression, String> without(Expression node, Map<Expression, String> all) {
        Map<Expression, String> others = new HashMap<>(all);
        others.values().removeIf(name -> name.equals(all.get(node)));
        return others;
    }

    // An intermediate's own derivative shows as a partial derivative until it is put in.
    private Tree tree(Expression expression) {
        return Trees.rewrite(Presenter.tree(expression, shown), part -> part instanceof Tree.Name name && name.name().startsWith(PENDING)
                ? Write.leibniz(List.of(name.name().substring(PENDING.length())), true, Write.name(function)) : part);
    }

    // With names for parts, those included that are no nodes but sums within sums and products within products.
    private Tree written(Expression expression, Map<Expression, String> all) {
        return Presenter.tree(Cuts.outlined(expression, all), all);
    }

    private List<Step> definitions() {
        List<Step> lines = new ArrayList<>();
        Map<Expression, String> all = new HashMap<>(names);
        all.put(original, function);
        for (Expression node : Cuts.inOrder(Topology.of(original), all)) {
            lines.add(new Step("", Write.name(all.get(node)), written(node, without(node, all)), Detail.TEXTBOOK, Check.UNNEEDED));
        }
        return lines;
    }

    private List<Step> entries() {
        if (indices.isEmpty()) {
            return List.of();
        }
        List<Step> lines = new ArrayList<>();
        cuts.cuts().subList(0, cuts.cuts().size() - 1).forEach(cut -> indices.get().definition(cut.symbol(), cut.definition()).ifPresent(lines::add));
        shown.entrySet().stream().filter(entry -> !(entry.getKey() instanceof Symbol) && cuts.cuts().stream()
                .noneMatch(cut -> cut.symbol().name().equals(entry.getValue()))).sorted(Map.Entry.comparingByValue()).forEach(entry -> indices.get()
                        .definition(Symbol.of(entry.getValue(), entry.getKey().shape(), Symbol.Role.VARIABLE, Set.of()), entry.getKey()).ifPresent(lines::add));
        return lines;
    }

    private List<Step> stableForm() {
        List<Step> lines = new ArrayList<>();
        Topology before = Topology.of(original);
        for (Cuts.Cut cut : cuts.cuts().subList(0, cuts.cuts().size() - 1)) {
            if (before.find(cut.node()).isEmpty() && !given.containsValue(cut.symbol().name())) {
                lines.add(new Step("", Write.name(cut.symbol().name()), Presenter.tree(cut.definition(), without(cut.definition(), shown)), Detail.TEXTBOOK,
                        Check.UNNEEDED));
            }
        }
        for (Stabilizer.Step step : stable.steps().stream().filter(each -> each.before().reach() == 0).toList()) { // others are part of what a fold repeats
            Check check = samples.equal(cuts.over(step.before()), cuts.over(step.after()));
            Tree after = written(step.after(), names);
            Map<Expression, String> first = written(step.before(), names).equals(after) ? unchanged() : names; // a name of both would hide the step
            lines.add(new Step(step.rule(), written(step.before(), first), first == names ? after : written(step.after(), first), Detail.TEXTBOOK, check));
        }
        if (!stable.steps().isEmpty()) {
            lines.add(new Step("put in", Write.name(function), written(stable.expression(), without(stable.expression(), names)), Detail.TEXTBOOK,
                    samples.equal(cuts.over(original), cuts.cuts().getLast().definition())));
        }
        return lines;
    }

    private Map<Expression, String> unchanged() {
        Map<Expression, String> all = new HashMap<>(names);
        given.keySet().stream().filter(expression -> !Stabilizer.stabilize(expression).steps().isEmpty())
                .forEach(expression -> all.values().removeIf(given.get(expression)::equals));
        return all;
    }

    private List<Section> backward() {
        List<Section> sections = new ArrayList<>();
        for (Cuts.Cut cut : cuts.cuts().reversed()) {
            boolean whole = cut == cuts.cuts().getLast();
            if (!whole && !contributions.containsKey(cut.symbol())) {
                continue;
            }
            Expression cotangent = whole ? Constant.ONE : intermediate(cut);
            passOn(cut, cotangent);
            done.add(cut.symbol());
            parameters.stream().filter(cut::uses).filter(this::isComplete).forEach(this::parameter);
            if (!whole && deltas.of(cut).isPresent()) {
                sections.add(new Section("Back through " + cut.symbol().name(), Detail.TEXTBOOK, steps));
                steps = new ArrayList<>();
            }
        }
        sections.add(new Section("Where parameters enter " + function + " directly", Detail.TEXTBOOK, steps));
        return sections;
    }

    // Every intermediate that it enters has passed its part on.
    private boolean isComplete(Symbol parameter) {
        return cuts.cuts().stream().filter(cut -> cut.uses(parameter)).allMatch(cut -> done.contains(cut.symbol()) || cut != cuts.cuts().getLast()
                && !contributions.containsKey(cut.symbol()) && isBehind(cut));
    }

    private boolean isBehind(Cuts.Cut cut) {
        return cuts.cuts().stream().filter(other -> other.uses(cut.symbol())).allMatch(other -> done.contains(other.symbol()));
    }

    private Expression total(Symbol of) {
        return Adjoints.total(contributions.get(of));
    }

    private Expression intermediate(Cuts.Cut cut) {
        Expression total = total(cut.symbol());
        Symbol name = cotangent(cut);
        Expression put = Substitution.replace(total, pending);
        Check check = samples.slope(cut.symbol(), put, ways.get(cut.symbol()));
        samples.define(name, put);
        reached.define(name, contributions.get(cut.symbol()));
        Tree left = partial(cut.symbol());
        if (deltas.of(cut).isPresent()) {
            steps.add(new Step("δ introduced", Write.name(name.name()), left, Detail.TEXTBOOK, check));
            recursion.add(new Step("", Write.name(name.name()), tree(put), Detail.OVERVIEW, check));
        } else {
            pending.put(name, put);
        }
        if (!chain(left, cut.symbol(), total, put, check) && indices.isPresent()) {
            indices.get().entries(name, put).filter(entry -> !name.name().startsWith(PENDING)).ifPresent(steps::add);
        }
        return name;
    }

    private void parameter(Symbol parameter) {
        Expression total = total(parameter);
        Expression put = Substitution.replace(total, pending);
        claims.put(parameter, put);
        ends.put(parameter, reached.total(contributions.get(parameter)));
        checks.put(parameter, samples.slope(parameter, put, ways.get(parameter)));
        chain(partial(parameter), parameter, total, put, checks.get(parameter));
    }

    // Whether it was taken entry by entry.
    private boolean chain(Tree left, Symbol target, Expression total, Expression put, Check check) {
        Tree first = tree(total);
        Tree last = tree(put);
        List<Step> entries = indices.map(each -> each.of(ways.get(target), target, total)).orElse(List.of());
        if (!entries.isEmpty()) {
            steps.addAll(entries);
            steps.add(new Step("back to matrices", left, first, Detail.TEXTBOOK, check));
        } else {
            steps.add(new Step(String.join(", ", RuleNames.telling(rules.getOrDefault(target, Set.of()))), left, first, Detail.TEXTBOOK, check)
                    .of(parts.getOrDefault(target, List.of())).noting(List.of(), List.of(), List.copyOf(remarks.getOrDefault(target, Set.of()))));
        }
        if (!first.equals(last)) {
            steps.add(new Step(known(total) + " put in", first, last, Detail.TEXTBOOK, check));
        }
        return !entries.isEmpty();
    }

    private String known(Expression total) {
        return pending.keySet().stream().filter(symbol -> mentions(total, symbol)).map(symbol -> "∂" + function + "/∂" + symbol.name().substring(PENDING.length()))
                .collect(Collectors.joining(", "));
    }

    // Facts of declarations and conventions at kinks that the step makes use of.
    private void remark(Cuts.Cut cut, Symbol variable) {
        Set<String> found = remarks.computeIfAbsent(variable, key -> new LinkedHashSet<>());
        for (Expression node : Topology.of(cut.definition()).nodes()) {
            if (node instanceof Symbol symbol && symbol.hasRowsOfSumOne()) {
                found.add("each row of " + symbol.name() + " sums to 1");
            } else if (node instanceof Apply apply && mentions(apply, variable)) {
                Kinks.convention(apply.operator()).ifPresent(found::add);
            }
        }
    }

    private void passOn(Cuts.Cut cut, Expression cotangent) {
        List<Symbol> variables = Substitution.variables(cut.definition()).stream()
                .filter(symbol -> parameters.contains(symbol) || cuts.cuts().stream().anyMatch(other -> other.symbol().equals(symbol))).toList();
        Adjoints adjoints = indices.isPresent() ? Adjoints.recorded(cut.definition(), cotangent, variables) : Adjoints.from(cut.definition(), cotangent, variables);
        Map<Expression, Check> checks = new HashMap<>();
        for (Symbol variable : variables) {
            remark(cut, variable);
            ways.computeIfAbsent(variable, key -> new ArrayList<>()).add(new IndexSteps.Way(cut, cotangent, adjoints));
            contributions.computeIfAbsent(variable, key -> new ArrayList<>()).add(adjoints.gradient(variable));
            adjoints.visits().stream().filter(visit -> mentions(visit.node(), variable)).forEach(visit -> {
                rules.computeIfAbsent(variable, key -> new LinkedHashSet<>()).addAll(visit.rules());
                if (!(visit.node() instanceof Symbol) && !visit.rules().isEmpty()) {
                    part(variable, visit, checks.computeIfAbsent(visit.node(), node -> checked(cut, cotangent, visit)));
                }
            });
        }
    }

    private static boolean mentions(Expression node, Symbol variable) {
        return Substitution.variables(node).contains(variable);
    }

    // What the sweep says of a node is held against differences of the intermediate with a symbol in the place of the node.
    private Check checked(Cuts.Cut cut, Expression cotangent, Adjoints.Visit visit) {
        Symbol place = Symbol.temporary("place of the node", visit.node().shape());
        return samples.pulledBack(Substitution.replace(cut.definition(), Map.of(visit.node(), place)), cotangent, place, visit.node(), visit.cotangent());
    }

    private void part(Symbol variable, Adjoints.Visit visit, Check check) {
        List<Step> known = parts.computeIfAbsent(variable, key -> new ArrayList<>());
        Symbol letter = Symbol.of(this.letter, visit.node().shape(), Symbol.Role.VARIABLE, Set.of());
        known.add(new Step(String.join(", ", visit.rules()), partial(letter), tree(visit.cotangent()), Detail.EVERY, check)
                .noting(List.of(new Equation(Write.name(letter.name()), tree(visit.node()))), List.of(), List.of()));
    }

    // The sweep over the whole must give what the steps have ended in.
    private Check ended(Symbol parameter, Expression gradient) {
        if (gradient.equals(ends.get(parameter)) && deltas.names().size() > MOST_PUT_IN) {
            return checks.get(parameter); // of the claim that has become this node
        }
        if (claims.containsKey(parameter)) {
            return samples.equal(cuts.over(gradient), claims.get(parameter));
        }
        if (mentions(stable.expression(), parameter) || !Elementwise.isZero(gradient)) {
            throw new IllegalStateException("the derivation of " + partial(parameter) + " did not end");
        }
        return Check.none(function + " does not depend on " + parameter.name());
    }

    /** What the steps end in, in terms of the variables alone; where the sweep over the whole has it in another order, that is one more step. */
    Map<Symbol, Expression> ends() {
        return ends;
    }

    private List<Step> results() {
        List<Step> lines = new ArrayList<>();
        boolean deep = deltas.names().size() > MOST_PUT_IN;
        if (deep) {
            lines.addAll(recursion);
        }
        for (Symbol parameter : parameters) {
            Expression gradient = whole.gradient(parameter);
            Check check = ended(parameter, gradient);
            if (deep && claims.containsKey(parameter)) {
                lines.add(new Step("", partial(parameter), tree(claims.get(parameter)), Detail.OVERVIEW, check));
                continue;
            }
            Expression end = ends.getOrDefault(parameter, gradient);
            Tree put = written(end, names);
            Tree last = written(gradient, names);
            lines.add(new Step(deltas.names().isEmpty() ? "" : "δ put in", partial(parameter), put, Detail.OVERVIEW, check));
            if (!put.equals(last)) {
                lines.add(new Step(MultipliedOut.areEqual(end, gradient) ? "distributive law" : "simplification", put, last, Detail.OVERVIEW, check));
            }
        }
        return lines;
    }
}
