package dev.fluxion.symbolic.derivation;

import dev.fluxion.grammar.Tree;
import dev.fluxion.grammar.TreeText;
import java.util.ArrayList;
import java.util.List;

/**
 * One step: a rule with the equation that it claims.
 *
 * @param rule its name
 * @param before left side
 * @param after right side, as people write it
 * @param detail the level from which on it is shown
 * @param substitutions what the rule put in for its letters
 * @param conditions under which it holds
 * @param remarks conventions that it follows
 * @param check how it was tested
 * @param parts the smaller steps that it is made of; empty if it is one application of a rule
 */
public record Step(String rule, Tree before, Tree after, Detail detail, List<Equation> substitutions, List<Tree> conditions,
        List<String> remarks, Check check, List<Step> parts) {
    /** Copies the lists. */
    public Step {
        substitutions = List.copyOf(substitutions);
        conditions = List.copyOf(conditions);
        remarks = List.copyOf(remarks);
        parts = List.copyOf(parts);
    }

    /** A step without notes and parts. */
    public Step(String rule, Tree before, Tree after, Detail detail, Check check) {
        this(rule, before, after, detail, List.of(), List.of(), List.of(), check, List.of());
    }

    /** The same at another level. */
    public Step at(Detail level) {
        return new Step(rule, before, after, level, substitutions, conditions, remarks, check, parts);
    }

    /** The same, beginning with another tree. */
    public Step beginningWith(Tree tree) {
        return new Step(rule, tree, after, detail, substitutions, conditions, remarks, check, parts);
    }

    /** The same, ending in another tree with the same text. */
    public Step endingIn(Tree tree) {
        return new Step(rule, before, tree, detail, substitutions, conditions, remarks, check, parts);
    }

    /** The same, made of smaller steps. */
    public Step of(List<Step> smaller) {
        return new Step(rule, before, after, detail, substitutions, conditions, remarks, check, smaller);
    }

    /** The same with notes. */
    public Step noting(List<Equation> put, List<Tree> holding, List<String> remarked) {
        return new Step(rule, before, after, detail, put, holding, remarked, check, parts);
    }

    /** {@code before = after} as text of the language. */
    public String text() {
        return TreeText.of(before) + " = " + TreeText.of(after);
    }

    /** What a reader is told beside the name of the rule, the check aside: substitutions, conditions, remarks. */
    public List<String> notes() {
        List<String> notes = new ArrayList<>();
        if (!substitutions.isEmpty()) {
            notes.add("with " + String.join(", ", substitutions.stream().map(Equation::text).toList()));
        }
        if (!conditions.isEmpty()) {
            notes.add("where " + String.join(", ", conditions.stream().map(DerivationText::of).toList()));
        }
        notes.addAll(remarks);
        return notes;
    }

    @Override
    public String toString() {
        return text() + " by " + rule + " " + notes() + " " + check.text();
    }
}
