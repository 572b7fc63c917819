package dev.fluxion.symbolic.explain;

import dev.fluxion.grammar.Tree;
import dev.fluxion.symbolic.derivation.Check;
import dev.fluxion.symbolic.derivation.Derivation;
import dev.fluxion.symbolic.derivation.Detail;
import dev.fluxion.symbolic.derivation.Section;
import dev.fluxion.symbolic.derivation.Step;
import java.util.ArrayList;
import java.util.List;

/** Derivations of derivatives in which the function goes by its name: they begin with {@code f'(x)}. */
public final class PrimeNotation {
    private PrimeNotation() {}

    /**
     * A derivation of derivatives, each by the same variable, whose n-th section begins with the function primed n times.
     *
     * @param call of the function at the variable, with as many primes as there are sections
     */
    public static Derivation of(Derivation derivation, Tree.Call call) {
        List<Section> sections = new ArrayList<>();
        for (Section section : derivation.sections()) {
            Tree primed = primed(call, sections.size() + 1);
            List<Step> steps = new ArrayList<>(section.steps());
            if (sections.isEmpty()) {
                steps.addFirst(new Step("definition of " + call.name(), primed, steps.getFirst().before(), Detail.TEXTBOOK, Check.UNNEEDED));
            } else {
                steps.set(0, steps.getFirst().beginningWith(primed));
            }
            sections.add(new Section(section.title(), section.detail(), steps, section.chained()));
        }
        return new Derivation(derivation.title(), derivation.introduction(), sections,
                List.of(new Derivation.Result(primed(call, sections.size()), derivation.result())), derivation.tensors());
    }

    private static Tree primed(Tree.Call call, int primes) {
        return new Tree.Call(call.name(), call.nameSpan(), primes, List.of(), call.operands(), List.of(), call.span());
    }
}
