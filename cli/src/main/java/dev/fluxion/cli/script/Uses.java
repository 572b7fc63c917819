package dev.fluxion.cli.script;

import dev.fluxion.grammar.Statement;
import dev.fluxion.grammar.Tree;
import dev.fluxion.grammar.Trees;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Which names a statement gives and which it needs, by its form alone. */
final class Uses {
    private Uses() {}

    /** Names that have another meaning after the statement. */
    static Set<String> given(Statement statement) {
        return switch (statement) {
            case Statement.Assign assign -> Set.of(assign.name());
            case Statement.DefineFunction function -> Set.of(function.name());
            case Statement.DefineEntries entries -> Set.of(entries.name());
            case Statement.Declare declare -> union(Set.copyOf(declare.names()), names(declare.sizes()));
            case Statement.Parameter parameter -> union(Set.of(parameter.name()), names(parameter.sizes()));
            case Statement.For loop -> union(Set.of(loop.label()), given(loop.body()));
            case Statement.If choice -> union(given(choice.then()), given(choice.otherwise()));
            case Statement.Evaluate e -> Set.of();
            case Statement.Show s -> Set.of();
            case Statement.Assume a -> Set.of();
            case Statement.AssumeMember a -> Set.of();
            case Statement.Import i -> Set.of();
            case Statement.Prose p -> Set.of();
        };
    }

    private static Set<String> given(List<Statement> statements) {
        Set<String> all = new HashSet<>();
        statements.forEach(statement -> all.addAll(given(statement)));
        return all;
    }

    /** Names that the statement reads. */
    static Set<String> needed(Statement statement) {
        return switch (statement) {
            case Statement.Assign assign -> names(List.of(assign.value()));
            case Statement.DefineFunction function -> names(List.of(function.body()));
            case Statement.DefineEntries entries -> names(List.of(entries.entry()));
            case Statement.Declare declare -> names(declare.sizes());
            case Statement.Parameter parameter -> names(parameter.sizes());
            case Statement.Evaluate evaluate -> names(List.of(evaluate.expression()));
            case Statement.Show show -> names(List.of(show.expression()));
            case Statement.Assume assume -> names(List.of(assume.condition()));
            case Statement.AssumeMember member -> Set.of(member.name());
            case Statement.For loop -> names(List.of(loop.range()));
            case Statement.If choice -> names(List.of(choice.condition()));
            case Statement.Import i -> Set.of();
            case Statement.Prose p -> Set.of();
        };
    }

    private static Set<String> names(List<Tree> trees) {
        Set<String> names = new HashSet<>();
        Deque<Tree> pending = new ArrayDeque<>(trees);
        while (!pending.isEmpty()) {
            Tree tree = pending.pop();
            if (tree instanceof Tree.Name name) {
                names.add(name.name());
            } else if (tree instanceof Tree.Call call) {
                names.add(call.name());
            }
            Trees.parts(tree).forEach(pending::push);
        }
        return names;
    }

    private static Set<String> union(Set<String> a, Set<String> b) {
        Set<String> all = new HashSet<>(a);
        all.addAll(b);
        return all;
    }
}
