package dev.fluxion.symbolic.explain;

import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Span;
import dev.fluxion.grammar.Tree;
import dev.fluxion.grammar.Trees;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.LabelledProduct;
import dev.fluxion.symbolic.Product;
import dev.fluxion.symbolic.Shape;
import dev.fluxion.symbolic.Sizes;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Sum;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.calculus.Adjoints;
import dev.fluxion.symbolic.derivation.Check;
import dev.fluxion.symbolic.derivation.Detail;
import dev.fluxion.symbolic.derivation.Step;
import dev.fluxion.symbolic.elaborate.ReadBack;
import dev.fluxion.symbolic.print.Presenter;
import dev.fluxion.symbolic.print.Write;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

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
    private final Map<String, Symbol> byName = new HashMap<>();
    private final Set<String> sizes = new HashSet<>();
    private final Map<Tree, Tree> known = new HashMap<>();
    private final Map<RenamedLine, Check> made = new HashMap<>();

    /** @param intermediates what goes by a name in formulas, with the symbol of that name */
    IndexSteps(String function, Samples samples, List<Symbol> symbols, Map<Expression, Expression> intermediates) {
        this.intermediates = intermediates;
        this.function = function;
        this.samples = samples;
        this.symbols = symbols;
        Set<String> taken = new HashSet<>(Indices.names(symbols));
        taken.add(function);
        symbols.forEach(symbol -> {
            byName.put(symbol.name(), symbol);
            symbol.shape().sizes().forEach(size -> sizes.addAll(size.names()));
        });
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
            Check check = check(step.after(), symbol.shape(), labels, List.of(value), read -> samples.equal(Substitution.replace(read, meant), value), named);
            return check.isMade() ? new Step(step.rule(), step.before(), step.after(), step.detail(), check) : step;
        });
    }

    /**
     * One way in which a target enters the function.
     *
     * @param cut the intermediate that it enters, or the function itself
     * @param cotangent the derivative by the intermediate; 1 of the function
     * @param sweep recorded, from the cotangent
     */
    record Way(Cuts.Cut cut, Expression cotangent, Adjoints sweep) {
        boolean isDirect() {
            return !(cotangent instanceof Symbol);
        }
    }

    /**
     * The steps, or none where a rule has no form by indices.
     *
     * @param ways all in which the target enters
     * @param claim what they add up to
     */
    List<Step> of(List<Way> ways, Symbol target, Expression claim) {
        if (target.isSymmetric() || ways.stream().allMatch(Way::isDirect)) { // entries of a symmetric matrix do not vary by themselves
            return List.of();
        }
        try {
            indices.restart();
            List<Part> parts = new ArrayList<>();
            List<String> in = List.of();
            for (Way way : ways.stream().filter(way -> !way.isDirect()).toList()) {
                Optional<SweepTerms> terms = SweepTerms.of(way.sweep, way.cut.definition(), way.cotangent, target);
                if (terms.isEmpty()) {
                    return List.of();
                }
                Expression own = way.sweep.gradient(target);
                if (terms.get().isOne() && !terms.get().total().equals(own)) {
                    throw new IllegalStateException("the terms of the derivative by " + target.name() + " are " + terms.get().total() + " instead of " + own);
                }
                List<String> out = indices.fresh(way.cut.symbol().shape().rank());
                in = parts.isEmpty() ? indices.fresh(target.shape().rank()) : in;
                parts.add(new Part(new Layer(way.cut, (Symbol) way.cotangent, target, claim, out, in), terms.get()));
            }
            List<Tree> direct = new ArrayList<>();
            for (Way way : ways.stream().filter(Way::isDirect).toList()) {
                direct.add(indices.entry(Substitution.replace(way.sweep.gradient(target), intermediates), in));
            }
            return steps(parts, direct);
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

    /** A layer with the terms that the sweep passed on through it. */
    private final class Part {
        private final Layer layer;
        private final Shown shown;
        private SweepTerms terms;

        Part(Layer layer, SweepTerms terms) {
            this.layer = layer;
            this.terms = terms;
            this.shown = new Shown(layer, terms);
        }

        Tree tree() {
            return shown.tree(terms, Optional.of(layer.cotangent));
        }

        Tree slope() {
            return partial(IndexTerm.entry(Write.name(layer.cut.symbol().name()), layer.out), layer.target, layer.in);
        }

        Tree chain() {
            Tree over = Write.scaled(partial(Write.name(function), layer.cut.symbol(), layer.out), slope());
            return layer.out.isEmpty() ? over : Write.binding("sum", layer.out, over);
        }

        // The rule by which the intermediate's own definition passes on to the target.
        String rule() {
            List<Expression> terms = layer.cut.definition() instanceof Sum sum ? sum.terms() : List.of(layer.cut.definition());
            List<Expression> using = terms.stream().filter(term -> Substitution.variables(term).contains(layer.target)).toList();
            if (using.stream().anyMatch(term -> term instanceof Product product && product.factors().size() > 1)) {
                return "product rule";
            }
            return using.stream().allMatch(term -> term instanceof Symbol || term instanceof Product) ? "sum rule" : "derivative of the function";
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

    private List<Step> steps(List<Part> parts, List<Tree> direct) {
        Layer first = parts.getFirst().layer;
        Tree left = partialOf(first.target, first.in);
        List<Step> all = new ArrayList<>();
        String names = parts.stream().map(part -> part.layer.cut.symbol().name()).collect(Collectors.joining(" and of "));
        all.add(new Step("chain rule over the outputs of " + names + (direct.isEmpty() ? "" : ", and " + function + " directly"), left,
                total(parts.stream().map(Part::chain), direct), Detail.TEXTBOOK, check(total(parts.stream().map(Part::tree), direct), first)));
        for (Part part : parts) {
            all.add(new Step(part.rule(), part.slope(), shown(part.shown.tree(part.terms, Optional.empty())), Detail.TEXTBOOK,
                    pulledBack(part.shown, part.terms, part.layer)));
            part.terms = eliminate(part, true, UnaryOperator.identity(), all);
        }
        String put = parts.stream().map(part -> part.layer).filter(layer -> !layer.cotangent.name().startsWith(NetworkGradient.PENDING))
                .map(layer -> ", " + Deltas.written(layer.cotangent) + " for ∂" + function + "/∂" + layer.cut.symbol().name()).collect(Collectors.joining());
        Tree before = total(parts.stream().map(Part::tree), direct);
        all.add(new Step("put in" + put, left, shown(before), Detail.TEXTBOOK, check(before, first)));
        for (Part part : parts) {
            part.terms = eliminate(part, false, tree -> total(parts.stream().map(each -> each == part ? tree : each.tree()), direct), all);
        }
        Tree last = total(parts.stream().map(Part::tree), direct);
        recursion(last, first, all);
        known.put(left, last);
        return all;
    }

    private static Tree total(Stream<Tree> layers, List<Tree> direct) {
        return Stream.concat(layers, direct.stream()).reduce((a, b) -> Write.chain(a, Tree.Infix.PLUS, b)).orElseThrow();
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
    private SweepTerms eliminate(Part part, boolean slope, UnaryOperator<Tree> frame, List<Step> steps) {
        SweepTerms current = part.terms;
        Optional<Symbol> weight = slope ? Optional.empty() : Optional.of(part.layer.cotangent);
        List<String> rules = new ArrayList<>();
        List<Step> events = new ArrayList<>();
        for (int i = 0; i < current.terms().size(); i++) {
            Set<Integer> stay = new HashSet<>(current.terms().get(i).axes());
            if (slope) {
                stay.addAll(current.terms().get(i).factors().getFirst().labels());
            }
            for (Optional<Product.Delta> delta; (delta = current.terms().get(i).removable(stay)).isPresent(); ) {
                SweepTerms next = current.with(i, current.terms().get(i).without(delta.get(), stay));
                Tree after = frame.apply(part.shown.tree(next, weight));
                Check check = slope ? pulledBack(part.shown, next, part.layer) : check(after, part.layer);
                rules.add(part.shown.equation(i, delta.get()));
                events.add(new Step("δ leaves " + rules.getLast(), shown(frame.apply(part.shown.tree(current, weight))), shown(after), Detail.EVERY, check));
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
        return check(shown.tree(terms, Optional.of(weights)), layer.target.shape(), layer.in, List.of(layer.cut.definition(), layer.target, weights),
                claim -> samples.pulledBack(layer.cut.definition(), weights, layer.target, layer.target, claim), weights);
    }

    private Check check(Tree sum, Layer layer) {
        return check(sum, layer.target.shape(), layer.in, List.of(layer.claim), read -> samples.equal(read, layer.claim));
    }

    // With all ranges, for an entry may be the same for all values of a label.
    private static Tree tensor(Tree entry, Shape shape, List<String> labels) {
        List<Tree.Binder> binders = IntStream.range(0, labels.size()).mapToObj(axis -> new Tree.Binder(labels.get(axis), new Tree.Range(Write.number(1),
                Presenter.tree(Sizes.expression(shape.size(axis))), Span.NONE), Span.NONE)).toList();
        return labels.isEmpty() ? entry : new Tree.Call("tensor", Span.NONE, 0, binders, List.of(entry), List.of(), Span.NONE);
    }

    // Lines of two layers that differ in nothing but names make one claim, which is held against numbers once.
    private Check check(Tree sum, Shape shape, List<String> in, List<Expression> about, Function<Expression, Check> held, Symbol... more) {
        Tree tensor = tensor(sum, shape, in);
        RenamedLine line = RenamedLine.of(tensor, about, names(tensor).stream().map(byName::get).filter(Objects::nonNull).toList());
        Check before = made.get(line);
        Check check = before == null ? check(tensor, held, more) : before;
        made.put(line, check);
        return check;
    }

    private Check check(Tree tensor, Function<Expression, Check> held, Symbol... more) {
        List<Symbol> declared = new ArrayList<>(names(tensor).stream().map(byName::get).filter(Objects::nonNull).toList()); // of hundreds a line mentions few
        declared.addAll(List.of(more));
        try {
            return held.apply(ReadBack.expression(tensor, declared, sizes));
        } catch (FluxionException e) {
            e.requireOneOf(Diagnostic.Code.UNSUPPORTED, Diagnostic.Code.NAME, Diagnostic.Code.SHAPE, Diagnostic.Code.DOMAIN);
            return Check.none("the line has no value of its own: " + Check.reason(e));
        }
    }

    private static Set<String> names(Tree tree) {
        Set<String> names = new LinkedHashSet<>();
        Deque<Tree> pending = new ArrayDeque<>(List.of(tree));
        while (!pending.isEmpty()) {
            Tree next = pending.pop();
            if (next instanceof Tree.Name name) {
                names.add(name.name());
            }
            Trees.parts(next).forEach(pending::push);
        }
        return names;
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
