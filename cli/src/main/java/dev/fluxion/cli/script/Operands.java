package dev.fluxion.cli.script;

import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Span;
import dev.fluxion.grammar.Tree;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.elaborate.Elaborator;
import dev.fluxion.symbolic.number.Rational;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** The operands of a command, each asked for by name; what was not asked for is a mistake. */
final class Operands {
    private final Tree.Call call;
    private final Elaborator elaborator;
    private final Set<String> used = new HashSet<>();

    Operands(Tree.Call call, Elaborator elaborator) {
        this.call = call;
        this.elaborator = elaborator;
    }

    static FluxionException problem(String message, Tree at, String hint) {
        return new FluxionException(Diagnostic.of(Diagnostic.Code.NAME, message, at.span()).withHint(hint));
    }

    /** Does something whose mistakes, where they have no place of their own, are at a tree. */
    static void placed(Tree at, Runnable action) {
        placed(at.span(), () -> {
            action.run();
            return at;
        });
    }

    /** What an action gives, whose mistakes, where they have no place of their own, are at a span. */
    static <T> T placed(Span at, Supplier<T> action) {
        try {
            return action.get();
        } catch (FluxionException e) {
            throw e.diagnostic().span() == Span.NONE && e.source().isEmpty() ? e.at(at) : e;
        }
    }

    Tree.Call call() {
        return call;
    }

    Optional<Tree> named(String name) {
        used.add(name);
        return call.named().stream().filter(named -> named.name().equals(name)).map(Tree.Named::value).findFirst();
    }

    Tree required(int position, String what) {
        if (position >= call.operands().size()) {
            throw problem("'" + call.name() + "' needs " + what, call, "");
        }
        return call.operands().get(position);
    }

    String text(Tree tree) {
        if (tree instanceof Tree.Text text) {
            return text.value();
        }
        throw problem("a quoted text is expected here", tree, "write \"…\"");
    }

    /** A named whole number from 1 to {@code most}. */
    int whole(String name, int otherwise, int most) {
        return named(name).map(tree -> {
            Expression value = elaborator.scalar(tree, "'" + name + "'");
            if (value instanceof Constant c && c.value() instanceof Rational r && r.isInt() && r.intValue() > 0 && r.intValue() <= most) {
                return r.intValue();
            }
            throw problem("'" + name + "' must be a whole number from 1" + (most == Integer.MAX_VALUE ? "" : String.format(Locale.ROOT, " to %,d", most)), tree, "");
        }).orElse(otherwise);
    }

    /** A whole number from 1 to {@code most}. */
    int count(Tree tree, int most) {
        if (elaborator.scalar(tree, "a number") instanceof Constant c && c.value() instanceof Rational r && r.isInt() && r.intValue() > 0
                && r.intValue() <= most) {
            return r.intValue();
        }
        throw problem("a whole number from 1 to " + most + " is expected here", tree, "");
    }

    /** Refuses named operands that nothing asked for. */
    void finish() {
        for (Tree.Named named : call.named()) {
            if (!used.contains(named.name())) {
                throw new FluxionException(Diagnostic.of(Diagnostic.Code.NAME, "'" + call.name() + "' has no operand " + named.name(), named.span())
                        .withHint(used.isEmpty() ? "it takes none by name" : "it takes " + String.join(", ", used.stream().sorted().toList())));
            }
        }
    }
}
