package dev.fluxion.symbolic.elaborate;

import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Reader;
import dev.fluxion.grammar.Source;
import dev.fluxion.grammar.Tree;
import dev.fluxion.grammar.TreeText;
import dev.fluxion.grammar.Trees;
import dev.fluxion.symbolic.Size;
import dev.fluxion.symbolic.resource.Resource;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Says of a sum or the like over a label, where that is refused, how it is taken one value after the other: each way of {@code label-repairs.txt} is tried. */
final class LabelRepairs {
    private static final String STATE = "total"; // in all lines of the resource
    private static final List<String> LINES = Resource.lines(LabelRepairs.class, "label-repairs.txt");

    private LabelRepairs() {}

    static FluxionException withFold(FluxionException refused, Tree.Call call, Elaborator elaborator) {
        Diagnostic diagnostic = refused.diagnostic();
        boolean own = refused.source().isEmpty() && diagnostic.code() == Diagnostic.Code.UNSUPPORTED && diagnostic.hint().isEmpty() && call.binders().size() == 1 && call.operands().size() == 1
                && call.binders().getFirst().range() == null;
        if (!own || mentions(call.operands().getFirst(), STATE)) {
            return refused;
        }
        Elaborator trying = elaborator.trying();
        String label = call.binders().getFirst().label();
        Tree entry = call.operands().getFirst();
        Optional<Size> size = sizes(trying, entry, label).findFirst();
        return size.flatMap(count -> hint(call.name(), label, entry, count, trying)).map(hint -> new FluxionException(diagnostic.withHint(hint))).orElse(refused);
    }

    private static Optional<String> hint(String function, String label, Tree entry, Size size, Elaborator trying) {
        String first = TreeText.of(Trees.rewrite(entry, part -> part instanceof Tree.Name name && name.name().equals(label) ? number() : part));
        return LINES.stream().filter(line -> line.startsWith(function + " ")).map(line -> line.substring(function.length() + 1).replace("LABEL", label)
                .replace("SIZE", size.toString()).replace("ENTRY", TreeText.of(entry)).replace("FIRST", first)).map(LabelRepairs::tree)
                .flatMap(attempt -> CallRepairs.read(attempt, trying).map(value -> Repairs.meant(attempt, value)).stream()).findFirst();
    }

    private static Tree number() {
        return tree("1");
    }

    private static Tree tree(String text) {
        return Reader.expression(new Source("label-repairs.txt", text));
    }

    private static boolean mentions(Tree tree, String name) {
        return tree instanceof Tree.Name n && n.name().equals(name) || Trees.parts(tree).stream().anyMatch(part -> mentions(part, name));
    }

    // Of the axes that the label indexes by itself.
    private static Stream<Size> sizes(Elaborator elaborator, Tree tree, String label) {
        Stream<Size> inside = Trees.parts(tree).stream().flatMap(part -> sizes(elaborator, part, label));
        if (!(tree instanceof Tree.Element element)) {
            return inside;
        }
        Stream<Size> own = IntStream.range(0, element.subscripts().size()).filter(axis -> element.subscripts().get(axis) instanceof Tree.Name name && name.name().equals(label))
                .boxed().flatMap(axis -> CallRepairs.read(element.operand(), elaborator).filter(value -> value.rank() > axis).map(value -> value.shape().size(axis)).stream());
        return Stream.concat(own, inside);
    }
}
