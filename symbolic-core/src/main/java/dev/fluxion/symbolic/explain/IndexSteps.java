package dev.fluxion.symbolic.explain;

import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Tree;
import dev.fluxion.grammar.Trees;
import dev.fluxion.symbolic.Apply;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.LabelledProduct;
import dev.fluxion.symbolic.Power;
import dev.fluxion.symbolic.Product;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.calculus.Adjoints;
import dev.fluxion.symbolic.derivation.Check;
import dev.fluxion.symbolic.derivation.Detail;
import dev.fluxion.symbolic.derivation.Step;
import dev.fluxion.symbolic.elaborate.ReadBack;
import dev.fluxion.symbolic.print.Write;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * The steps by indices from the derivative by the outputs of a layer to that by what enters it: the chain rule over the outputs, the product
 * rule with its deltas, and one delta after the other eliminated. They are the record of an adjoint sweep: each line is the sweep's own expression before its
 * deltas are summed away, and is read back as a tensor and held against numbers as well.
 */
final class IndexSteps {
    private final String function;
    private final Samples samples;
    private final List<Symbol> symbols;
    private final Indices indices;
    private final Map<Expression, Expression> intermediates;
    private final Map<Tree, Tree> known = new HashMap<>();

    /** @param intermediates what goes by a name in formulas, with the symbol of that name */
    IndexSteps(String function, Samples samples, List<Symbol> symbols, Map<Expression, Expression> intermediates) {
        this.intermediates = intermediates;
        this.function = function;
        this.samples = samples;
        this.symbols = symbols;
        Set<String> taken = new HashSet<>(Indices.names(symbols));
        taken.add(function);
        this.indices = new Indices(taken, intermediates);
    }

    /** The definition of an intermediate, entry by entry. */
    Optional<Step> definition(Symbol symbol, Expression definition) {
        try {
            indices.restart();
            List<String> labels = indices.fresh(symbol.shape().rank());
            return Optional.of(new Step("", IndexTerm.entry(Write.name(symbol.name()), labels), shown(indices.entry(definition, labels)), Detail.TEXTBOOK,
                    Check.UNNEEDED));
        } catch (FluxionException e) {
            e.requireOneOf(Diagnostic.Code.UNSUPPORTED);
            return Optional.empty();
        }
    }

    private Tree partial(Tree of, Symbol by, List<String> labels) {
        return Write.leibniz(List.of(by.name() + (labels.isEmpty() ? "" : "[" + String.join(",", labels) + "]")), true, of);
    }

    /** An equation of tensors, entry by entry. */
    Optional<Step> entries(Symbol symbol, Expression value) {
        Expression whole = Substitution.replace(value, intermediates);
        return definition(symbol, whole).map(step -> {
            List<String> labels = step.before() instanceof Tree.Element element ? element.subscripts().stream()
                    .map(label -> ((Tree.Name) label).name()).toList() : List.of();
            Map<Expression, Expression> meant = new HashMap<>();
            intermediates.forEach((node, name) -> meant.put(name, node));
            Symbol[] named = intermediates.values().stream().filter(Symbol.class::isInstance).map(Symbol.class::cast).filter(name -> !symbols.contains(name))
                    .distinct().toArray(Symbol[]::new);
            Check check = check(step.after(), labels, read -> samples.equal(Substitution.replace(read, meant), value), named);
            return check.isMade() ? new Step(step.rule(), step.before(), step.after(), step.detail(), check) : step;
        });
    }

    /**
     * The steps, or none where a rule has no form by indices.
     *
     * @param sweep recorded, from the intermediate's cotangent
     */
    List<Step> of(Cuts.Cut cut, Symbol cotangent, Symbol target, Adjoints sweep) {
        Optional<SweepTerms> terms = SweepTerms.of(sweep, cut.definition(), cotangent, target);
        if (terms.isEmpty() || target.isSymmetric()) { // entries of a symmetric matrix do not vary by themselves
            return List.of();
        }
        Expression claim = sweep.gradient(target);
        if (terms.get().isOne() && !terms.get().total().equals(claim)) {
            throw new IllegalStateException("the terms of the derivative by " + target.name() + " are " + terms.get().total() + " instead of " + claim);
        }
        try {
            indices.restart();
            return steps(new Layer(cut, cotangent, target, claim, indices.fresh(cut.symbol().shape().rank()), indices.fresh(target.shape().rank())), terms.get());
        } catch (FluxionException e) {
            e.requireOneOf(Diagnostic.Code.UNSUPPORTED);
            return List.of();
        }
    }

    /** From the derivative by an intermediate to that by a target, with the labels of their entries. */
    private record Layer(Cuts.Cut cut, Symbol cotangent, Symbol target, Expression claim, List<String> out, List<String> in) {
        Map<Integer, String> names(LabelledProduct term) {
            Map<Integer, String> names = new HashMap<>();
            List<Integer> first = term.factors().getFirst().labels();
            IntStream.range(0, out.size()).forEach(axis -> names.put(first.get(axis), out.get(axis)));
            IntStream.range(0, in.size()).forEach(axis -> names.put(term.axes().get(axis), in.get(axis)));
            return names;
        }
    }

    /** Terms with the names of their labels; the first factor of each shows as some weight, or is left out. */
    private final class Shown {
        private final List<Map<Integer, String>> names;

        Shown(Layer layer, SweepTerms terms) {
            names = terms.terms().stream().map(layer::names).toList();
        }

        Tree tree(SweepTerms terms, Optional<Symbol> weight) {
            return IndexTerm.total(IntStream.range(0, names.size()).mapToObj(i -> indices.term(terms.terms().get(i), names.get(i), weight)).toList());
        }

        String equation(int term, Product.Delta delta) {
            return names.get(term).get(delta.first()) + " = " + names.get(term).get(delta.second());
        }
    }

    private List<Step> steps(Layer layer, SweepTerms raw) {
        Cuts.Cut cut = layer.cut;
        Shown shown = new Shown(layer, raw);
        Tree left = partial(Write.name(function), layer.target, layer.in);
        Tree slope = partial(IndexTerm.entry(Write.name(cut.symbol().name()), layer.out), layer.target, layer.in);
        Tree over = partial(Write.name(function), cut.symbol(), layer.out);
        Tree chain = layer.out.isEmpty() ? Write.scaled(over, slope) : Write.binding("sum", layer.out, Write.scaled(over, slope));
        Optional<Symbol> cotangent = Optional.of(layer.cotangent);
        List<Step> all = new ArrayList<>();
        all.add(new Step("chain rule over the outputs of " + cut.symbol().name(), left, chain, Detail.TEXTBOOK, check(shown.tree(raw, cotangent), layer)));
        String rule = cut.definition() instanceof Apply || cut.definition() instanceof Power ? "derivative of the function" : "product rule";
        all.add(new Step(rule, slope, shown(shown.tree(raw, Optional.empty())), Detail.TEXTBOOK, pulledBack(shown, raw, layer)));
        SweepTerms reduced = eliminate(raw, true, layer, shown, all);
        String name = layer.cotangent.name().startsWith(NetworkGradient.PENDING) ? "" : ", " + Deltas.written(layer.cotangent) + " for ∂" + function + "/∂"
                + cut.symbol().name();
        Tree put = shown.tree(reduced, cotangent);
        all.add(new Step("put in" + name, left, shown(put), Detail.TEXTBOOK, check(put, layer)));
        Tree last = shown.tree(eliminate(reduced, false, layer, shown, all), cotangent);
        recursion(last, layer, all);
        known.put(partialOf(layer.target, layer.in), last);
        return all;
    }

    private Tree partialOf(Symbol target, List<String> labels) {
        return partial(Write.name(function), target, labels);
    }

    // What is known of the derivative by the outputs of this layer gives the recursion from layer to layer.
    private void recursion(Tree last, Layer layer, List<Step> steps) {
        Tree put = Trees.rewrite(last, part -> part instanceof Tree.Element ? known.getOrDefault(shown(part), part) : part);
        if (!put.equals(last)) {
            steps.add(new Step("the recursion", shown(last), shown(put), Detail.TEXTBOOK, check(put, layer)));
        }
    }

    // One delta after the other; labels of the derivative's own entry stay, and in a slope those of the entry that it is the slope of.
    private SweepTerms eliminate(SweepTerms terms, boolean slope, Layer layer, Shown shown, List<Step> steps) {
        SweepTerms current = terms;
        Optional<Symbol> weight = slope ? Optional.empty() : Optional.of(layer.cotangent);
        List<String> rules = new ArrayList<>();
        List<Step> events = new ArrayList<>();
        for (int i = 0; i < current.terms().size(); i++) {
            Set<Integer> stay = new HashSet<>(current.terms().get(i).axes());
            if (slope) {
                stay.addAll(current.terms().get(i).factors().getFirst().labels());
            }
            for (Optional<Product.Delta> delta; (delta = current.terms().get(i).removable(stay)).isPresent(); ) {
                SweepTerms next = current.with(i, current.terms().get(i).without(delta.get(), stay));
                Check check = slope ? pulledBack(shown, next, layer) : check(shown.tree(next, weight), layer);
                rules.add(shown.equation(i, delta.get()));
                events.add(new Step("δ leaves " + rules.getLast(), shown(shown.tree(current, weight)), shown(shown.tree(next, weight)), Detail.EVERY, check));
                current = next;
            }
        }
        if (!events.isEmpty()) {
            steps.add(new Step("δ leaves only " + String.join(", ", rules), events.getFirst().before(), events.getLast().after(), Detail.TEXTBOOK,
                    events.getLast().check()).of(events.size() > 1 ? events : List.of()));
        }
        return current;
    }

    // The derivatives of all entries at once would be too many numbers: those of a weighted sum of the entries are held against differences.
    private Check pulledBack(Shown shown, SweepTerms terms, Layer layer) {
        Symbol weights = samples.weights(layer.cut.symbol().shape());
        return check(shown.tree(terms, Optional.of(weights)), layer.in,
                claim -> samples.pulledBack(layer.cut.definition(), weights, layer.target, layer.target, claim), weights);
    }

    private Check check(Tree sum, Layer layer) {
        return check(sum, layer.in, read -> samples.equal(read, layer.claim));
    }

    private Check check(Tree sum, List<String> in, Function<Expression, Check> held, Symbol... more) {
        Tree tensor = in.isEmpty() ? sum : Write.binding("tensor", in, sum);
        List<Symbol> declared = new ArrayList<>(symbols);
        declared.addAll(List.of(more));
        try {
            return held.apply(ReadBack.expression(tensor, declared));
        } catch (FluxionException e) {
            e.requireOneOf(Diagnostic.Code.UNSUPPORTED, Diagnostic.Code.NAME, Diagnostic.Code.SHAPE, Diagnostic.Code.DOMAIN);
            return Check.none("the line has no value of its own: " + Check.reason(e));
        }
    }

    // Entries of a derivative that has no name yet are partial derivatives.
    private Tree shown(Tree tree) {
        return Trees.rewrite(tree, part -> {
            if (!(part instanceof Tree.Element element && element.operand() instanceof Tree.Name name && name.name().startsWith(NetworkGradient.PENDING))) {
                return part;
            }
            List<String> labels = element.subscripts().stream().map(label -> ((Tree.Name) label).name()).toList();
            return Write.leibniz(List.of(name.name().substring(NetworkGradient.PENDING.length()) + "[" + String.join(",", labels) + "]"), true,
                    Write.name(function));
        });
    }
}
