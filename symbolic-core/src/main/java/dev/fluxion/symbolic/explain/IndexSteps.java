package dev.fluxion.symbolic.explain;

import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Tree;
import dev.fluxion.grammar.Trees;
import dev.fluxion.symbolic.Apply;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Power;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Symbol;
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

/**
 * The steps by indices from the derivative by the outputs of a layer to that by what enters it: the chain rule over the outputs, the product
 * rule with its deltas, and one delta after the other eliminated. What is left is read back as a tensor and held against the adjoint sweep.
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
        this.indices = new Indices(taken);
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
        return definition(symbol, Substitution.replace(value, intermediates));
    }

    /** The steps, or none where a definition has no form by indices. */
    List<Step> of(Cuts.Cut cut, Symbol cotangent, Symbol target, Expression claim) {
        try {
            indices.restart();
            List<String> out = indices.fresh(cut.symbol().shape().rank());
            List<String> in = indices.fresh(target.shape().rank());
            return steps(cut, cotangent, target, claim, out, in);
        } catch (FluxionException e) {
            e.requireOneOf(Diagnostic.Code.UNSUPPORTED);
            return List.of();
        }
    }

    private List<Step> steps(Cuts.Cut cut, Symbol cotangent, Symbol target, Expression claim, List<String> out, List<String> in) {
        List<IndexTerm> slopes = indices.derivative(cut.definition(), out, target, in, intermediates);
        Tree left = partial(Write.name(function), target, in);
        Tree slope = partial(IndexTerm.entry(Write.name(cut.symbol().name()), out), target, in);
        Tree over = partial(Write.name(function), cut.symbol(), out);
        Tree chain = out.isEmpty() ? Write.scaled(over, slope) : Write.binding("sum", out, Write.scaled(over, slope));
        List<Step> partials = new ArrayList<>();
        String rule = cut.definition() instanceof Apply || cut.definition() instanceof Power ? "derivative of the function" : "product rule";
        partials.add(new Step(rule, slope, shown(IndexTerm.total(slopes)), Detail.TEXTBOOK, pulledBack(slopes, cut, target, out, in)));
        List<IndexTerm> reduced = eliminate(slopes, in, partials, terms -> pulledBack(terms, cut, target, out, in));
        List<Step> sums = new ArrayList<>();
        List<IndexTerm> terms = weighted(reduced, cotangent, out);
        sums.add(new Step("put in", chain, shown(IndexTerm.total(terms)), Detail.TEXTBOOK, check(terms, in, claim)));
        List<IndexTerm> last = eliminate(terms, in, sums, current -> check(current, in, claim));
        List<Step> all = new ArrayList<>();
        all.add(new Step("chain rule over the outputs of " + cut.symbol().name(), left, chain, Detail.TEXTBOOK, check(weighted(slopes, cotangent, out), in, claim)));
        all.addAll(partials);
        String name = cotangent.name().startsWith(NetworkGradient.PENDING) ? "" : ", " + Deltas.written(cotangent) + " for ∂" + function + "/∂" + cut.symbol().name();
        all.add(new Step("put in" + name, left, shown(IndexTerm.total(terms)), Detail.TEXTBOOK, sums.getFirst().check()));
        sums.stream().skip(1).forEach(all::add);
        recursion(IndexTerm.total(last), in, claim, all);
        known.put(partialOf(target, in), IndexTerm.total(last));
        return all;
    }

    private Tree partialOf(Symbol target, List<String> labels) {
        return partial(Write.name(function), target, labels);
    }

    // What is known of the derivative by the outputs of this layer gives the recursion from layer to layer.
    private void recursion(Tree last, List<String> in, Expression claim, List<Step> steps) {
        Tree put = Trees.rewrite(last, part -> part instanceof Tree.Element ? known.getOrDefault(shown(part), part) : part);
        if (!put.equals(last)) {
            steps.add(new Step("the recursion", shown(last), shown(put), Detail.TEXTBOOK, check(put, in, claim)));
        }
    }

    // One delta after the other; labels of the derivative's own entry stay.
    private List<IndexTerm> eliminate(List<IndexTerm> terms, List<String> in, List<Step> steps, Function<List<IndexTerm>, Check> held) {
        List<IndexTerm> current = terms;
        List<String> rules = new ArrayList<>();
        List<Step> events = new ArrayList<>();
        boolean changed = true;
        while (changed) {
            changed = false;
            for (int i = 0; i < current.size() && !changed; i++) {
                IndexTerm term = current.get(i);
                Optional<IndexTerm.Delta> delta = term.removable(label -> !in.contains(label));
                if (delta.isPresent()) {
                    List<IndexTerm> next = new ArrayList<>(current);
                    next.set(i, term.without(delta.get(), label -> !in.contains(label)));
                    String rule = "δ leaves " + delta.get().first() + " = " + delta.get().second();
                    events.add(new Step(rule, shown(IndexTerm.total(current)), shown(IndexTerm.total(next)), Detail.EVERY, held.apply(next)));
                    rules.add(delta.get().first() + " = " + delta.get().second());
                    current = next;
                    changed = true;
                }
            }
        }
        if (!events.isEmpty()) {
            steps.add(new Step("δ leaves only " + String.join(", ", rules), events.getFirst().before(), events.getLast().after(), Detail.TEXTBOOK,
                    events.getLast().check()).of(events.size() > 1 ? events : List.of()));
        }
        return current;
    }

    private static List<IndexTerm> weighted(List<IndexTerm> slopes, Symbol weights, List<String> out) {
        return slopes.stream().map(term -> term.times(List.of(IndexTerm.entry(Write.name(weights.name()), out)), out)).toList();
    }

    // The derivatives of all entries at once would be too many numbers: those of a weighted sum of the entries are held against differences.
    private Check pulledBack(List<IndexTerm> slopes, Cuts.Cut cut, Symbol target, List<String> out, List<String> in) {
        Symbol weights = samples.weights(cut.symbol().shape());
        return check(IndexTerm.total(weighted(slopes, weights, out)), in,
                claim -> samples.pulledBack(cut.definition(), weights, target, target, claim), weights);
    }

    private Check check(List<IndexTerm> terms, List<String> in, Expression claim) {
        return check(IndexTerm.total(terms), in, claim);
    }

    private Check check(Tree sum, List<String> in, Expression claim) {
        return check(sum, in, read -> samples.equal(read, claim));
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
