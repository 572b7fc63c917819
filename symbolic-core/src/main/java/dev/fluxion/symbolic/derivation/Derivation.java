package dev.fluxion.symbolic.derivation;

import dev.fluxion.grammar.Tree;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.print.LatexPrinter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A derivation: the steps that led to a result, made by the same rewrites that computed it. It holds every detail; how much is shown is the
 * choice of the reader. Immutable.
 *
 * @param title of the whole
 * @param introduction what a reader should know first; may be empty
 * @param sections in the order of reading
 * @param results what was asked for, each with its name
 * @param tensors names that are vectors or matrices, bold in LaTeX
 */
public record Derivation(String title, String introduction, List<Section> sections, List<Result> results, Set<String> tensors) {
    /** A result with the name of what was asked for. */
    public record Result(Tree subject, Expression value) {}

    /** A step with how deep inside others it stands, from 0. */
    public record Nested(Step step, int depth) {}

    /** Copies. */
    public Derivation {
        sections = List.copyOf(sections);
        results = List.copyOf(results);
        tensors = Set.copyOf(tensors);
    }

    /** What was asked for, where it is one expression: the last result. */
    public Expression result() {
        return results.getLast().value();
    }

    /** All steps, each before those it is made of. */
    public List<Nested> steps() {
        List<Nested> all = new ArrayList<>();
        sections.forEach(section -> section.steps().forEach(step -> collect(step, 0, all)));
        return all;
    }

    private static void collect(Step step, int depth, List<Nested> into) {
        into.add(new Nested(step, depth));
        step.parts().forEach(part -> collect(part, depth + 1, into));
    }

    /** The derivation for people as a textbook has it, in plain text. */
    public String text() {
        return text(Detail.TEXTBOOK);
    }

    /** The derivation for people, in plain text. */
    public String text(Detail detail) {
        return DerivationText.of(this, detail);
    }

    /** The derivation as a textbook has it, as {@code aligned} blocks, one for each section. */
    public String latex() {
        return latex(Detail.TEXTBOOK);
    }

    /** The derivation as {@code aligned} blocks, one for each section. */
    public String latex(Detail detail) {
        return DerivationLatex.of(this, detail);
    }

    /** The derivation as Markdown with formulas between dollar signs, as GitHub and Jupyter show them. */
    public String markdown(Detail detail) {
        return DerivationMarkdown.of(this, detail);
    }

    /** The LaTeX of a tree of this derivation. */
    public String latex(Tree tree) {
        return LatexPrinter.latex(tree, tensors);
    }
}
