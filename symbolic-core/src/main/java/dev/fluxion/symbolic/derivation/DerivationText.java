package dev.fluxion.symbolic.derivation;

import dev.fluxion.grammar.Tree;
import dev.fluxion.grammar.TreeText;
import dev.fluxion.grammar.Trees;
import dev.fluxion.symbolic.print.Write;
import java.util.ArrayList;
import java.util.List;

/** Derivations as plain text: pending derivatives in Leibniz notation, {@code d/dx(…)}. */
final class DerivationText {
    private static final int WIDEST = 70; // longer lines do not push the names of the rules to the right

    private final Detail detail;
    private final StringBuilder text = new StringBuilder();

    private DerivationText(Detail detail) {
        this.detail = detail;
    }

    private static final String IN_CHOICE = "\uE000"; // no text has it

    /** A tree for people. */
    static String of(Tree tree) {
        return TreeText.of(written(tree)).replace("!=", "≠").replace(">=", "≥").replace("<=", "≤").replace("==", "=")
                .replace(IN_CHOICE, "==");
    }

    private static Tree written(Tree tree) {
        return Trees.rewrite(Trees.rewrite(tree, IntegralText::bracketed), DerivationText::plain);
    }

    private static Tree plain(Tree tree) {
        if (tree instanceof Tree.Piecewise || tree instanceof Tree.Call choice && choice.name().equals("if")) { // formulas, which read back
            return Write.name(TreeText.of(tree).replace("==", IN_CHOICE));
        }
        if (tree instanceof Tree.Call call && call.name().equals("limit") && call.operands().size() > 2 && call.operands().get(1) instanceof Tree.Name name) {
            String side = call.operands().size() == 3 ? "" : TreeText.of(call.operands().get(3)).equals("right") ? "+" : "-";
            return Write.call("lim[" + name.name() + "→" + TreeText.of(call.operands().get(2)) + side + "] ",
                    Trees.rewrite(call.operands().getFirst(), DerivationText::plain));
        }
        if (tree instanceof Tree.Call call && IntegralText.of(call).isPresent()) {
            return IntegralText.of(call).get();
        }
        if (tree instanceof Tree.Call call && call.name().equals("diff") && call.operands().size() > 1 && call.operands().getFirst() instanceof Tree.Call named) {
            return derivative(named, call.operands().subList(1, call.operands().size()));
        }
        if (tree instanceof Tree.Element element && element.operand() instanceof Tree.Call call && call.name().equals("I")
                && element.subscripts().stream().noneMatch(Tree.Range.class::isInstance)) {
            return new Tree.Element(Write.name("δ"), element.subscripts(), element.span());
        }
        if (tree instanceof Tree.Call call && Write.isDifferential(call) && call.operands().getFirst() instanceof Tree.Name name) {
            return Write.name("d" + name.name());
        }
        if (!(tree instanceof Tree.Leibniz leibniz)) {
            return tree;
        }
        String d = leibniz.partial() ? "∂" : "d";
        int order = leibniz.variables().size();
        String above = d + (order > 1 ? "^" + order : "");
        String below = below(leibniz.variables(), d);
        if (leibniz.operand() instanceof Tree.Name name && !leibniz.variables().contains(name.name())) {
            return Write.name(above + name.name() + "/" + below);
        }
        if (leibniz.operand() instanceof Tree.Element element) {
            return Write.name(above + TreeText.of(element).replace(" ", "") + "/" + below);
        }
        return Write.call(above + "/" + below, List.of(Trees.rewrite(leibniz.operand(), DerivationText::plain)));
    }

    // Of a function that is only named: f'(x), and ∂f/∂x(x, y).
    private static Tree derivative(Tree.Call named, List<Tree> by) {
        if (named.operands().size() == 1) {
            return new Tree.Call(named.name(), named.nameSpan(), by.size(), List.of(), named.operands(), List.of(), named.span());
        }
        List<String> variables = by.stream().map(DerivationText::of).toList();
        String above = "∂" + (by.size() > 1 ? "^" + by.size() : "");
        return Write.call(above + named.name() + "/" + below(variables, "∂"), named.operands());
    }

    private static String below(List<String> variables, String d) {
        StringBuilder below = new StringBuilder();
        for (int i = 0; i < variables.size(); i++) {
            int times = 1;
            while (i + 1 < variables.size() && variables.get(i + 1).equals(variables.get(i))) {
                times++;
                i++;
            }
            below.append(d).append(variables.get(i)).append(times > 1 ? "^" + times : "");
        }
        return below.toString();
    }

    static String of(Derivation derivation, Detail detail) {
        DerivationText writer = new DerivationText(detail);
        List<Section> shown = derivation.sections().stream().filter(section -> detail.shows(section.detail())).toList();
        shown.forEach(section -> writer.section(section, shown.size() > 1));
        return writer.text.toString();
    }

    private void section(Section section, boolean titled) {
        if (titled && !section.title().isEmpty()) {
            text.append(text.isEmpty() ? "" : "\n").append(section.title()).append('\n');
        }
        List<Line> lines = Line.of(section, detail);
        String shared = sharedCheck(lines);
        List<String> written = new ArrayList<>();
        List<String> rules = new ArrayList<>();
        for (Line line : lines) {
            boolean chain = line.depth() == 0 && (line.left().isEmpty() || isFollowed(lines, line));
            if (chain && line.left().isPresent()) {
                written.add(of(line.left().get()));
                rules.add("");
            }
            String indent = "  ".repeat(line.depth() * 2 + (chain || line.depth() > 0 ? 1 : 0));
            boolean alone = line.left().isPresent() && !chain;
            written.add(indent + (alone ? of(line.left().get()) + " = " : "= ") + of(line.right()));
            rules.add(explanation(line, shared.isEmpty()));
        }
        int width = written.stream().mapToInt(String::length).filter(length -> length <= WIDEST).max().orElse(0);
        for (int i = 0; i < written.size(); i++) {
            String padding = rules.get(i).isEmpty() ? "" : " ".repeat(Math.max(0, width - written.get(i).length())) + "   " + rules.get(i);
            text.append(written.get(i)).append(padding).append('\n');
        }
        if (!shared.isEmpty()) {
            text.append(shared).append('\n');
        }
    }

    // A line with a left side begins a chain where the next line of the same depth has none.
    private static boolean isFollowed(List<Line> lines, Line line) {
        for (Line next : lines.subList(lines.indexOf(line) + 1, lines.size())) {
            if (next.depth() == line.depth()) {
                return next.left().isEmpty();
            }
        }
        return false;
    }

    private static String explanation(Line line, boolean withCheck) {
        List<String> notes = new ArrayList<>(line.notes());
        if (withCheck && !line.check().text().isEmpty()) {
            notes.add(line.check().text());
        }
        return line.rule() + (notes.isEmpty() ? "" : (line.rule().isEmpty() ? "" : "  ") + "(" + String.join("; ", notes) + ")");
    }

    // What all lines that claim something have in common is said once.
    private static String sharedCheck(List<Line> lines) {
        List<Check> checks = lines.stream().map(Line::check).filter(check -> !check.equals(Check.UNNEEDED)).distinct().toList();
        if (lines.size() < 2 || checks.size() != 1) {
            return "";
        }
        return (checks.getFirst().isMade() ? "each line " : "") + checks.getFirst().text();
    }
}
