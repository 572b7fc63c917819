package dev.fluxion.symbolic.elaborate;

import dev.fluxion.symbolic.Condition;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Symbol;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What the meaning of a text rests on besides what its expression says: conditions on parameters under which an integral, a series or a solution in it
 * is what it is, and conventions that a derivative in it follows where a function has none. Kept while the text is read; not thread-safe.
 */
public final class Provisos {
    private final Set<Condition> conditions = new LinkedHashSet<>();
    private final Set<String> conventions = new LinkedHashSet<>();
    private final Set<String> replacements = new LinkedHashSet<>();

    Provisos() {}

    /** Notes what must hold. */
    public void require(Collection<Condition> needed) {
        needed.stream().filter(condition -> !condition.equals(Condition.TRUE)).forEach(conditions::add);
    }

    /** Notes what a formula follows by agreement, in words; where it speaks of, the derivative may be another. */
    public void follow(Collection<String> agreed) {
        conventions.addAll(agreed);
    }

    /** Notes what stands by agreement for derivatives that a function does not have, in words. */
    public void replace(Collection<String> agreed) {
        replacements.addAll(agreed);
    }

    /** Notes all that others note. */
    public void add(Provisos others) {
        conditions.addAll(others.conditions);
        conventions.addAll(others.conventions);
        replacements.addAll(others.replacements);
    }

    /** What must hold for a value; what speaks of variables that are not in it, as those inside of an integral, says nothing of it. */
    public Condition of(Expression value) {
        List<Symbol> variables = Substitution.variables(value);
        return Condition.all(conditions.stream().filter(condition -> condition.operands().stream()
                .allMatch(side -> variables.containsAll(Substitution.variables(side)))).toList());
    }

    /** What formulas follow by agreement, in words. */
    public List<String> conventions() {
        return List.copyOf(conventions);
    }

    /** What stands by agreement for derivatives that a function does not have, in words. */
    public List<String> replacements() {
        return List.copyOf(replacements);
    }
}
