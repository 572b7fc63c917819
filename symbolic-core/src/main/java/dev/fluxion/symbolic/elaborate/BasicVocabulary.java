package dev.fluxion.symbolic.elaborate;

import dev.fluxion.grammar.Tree;
import dev.fluxion.symbolic.Condition;
import dev.fluxion.symbolic.operator.Operator;
import dev.fluxion.symbolic.operator.Operators;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Formulas without calculus: what rows of the table and rules are written in. */
public class BasicVocabulary implements Vocabulary {
    /** The only one. */
    public static final BasicVocabulary INSTANCE = new BasicVocabulary();

    /** For vocabularies that add to this one. */
    protected BasicVocabulary() {}

    @Override
    public Optional<Form> form(String name) {
        return Optional.ofNullable(StructuralForms.FORMS.get(name));
    }

    @Override
    public Typed derivative(Elaborator elaborator, Tree.Leibniz leibniz) {
        throw Problems.unsupported("derivatives inside a rule", leibniz.span());
    }

    @Override
    public Typed prime(Elaborator elaborator, Tree.Call call) {
        throw Problems.unsupported("derivatives inside a rule", call.span());
    }

    @Override
    public Optional<Condition> condition(Elaborator elaborator, Tree.Call call) {
        return Optional.empty();
    }

    // Variables may be called beta and gamma, as the names of the functions are read only before a bracket.
    @Override
    public boolean isFunction(String name) {
        return form(name).isPresent() || Operators.elementwise(name).filter(BasicVocabulary::isReserved).isPresent()
                || Operators.reduction(name).isPresent() || Operators.matrix(name).isPresent();
    }

    private static boolean isReserved(Operator row) {
        return !row.namesVariableToo();
    }

    @Override
    public Collection<String> names() {
        Set<String> names = new HashSet<>(StructuralForms.FORMS.keySet());
        Operators.rows().map(Operator::name).filter(name -> !name.endsWith("'")).forEach(names::add);
        names.addAll(Definitions.names());
        return names;
    }
}
