package dev.fluxion.symbolic.elaborate;

import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Tree;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Power;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The parts of a text that canonical form may lose, although the text has a value only where they have: reciprocals of divisors, roots and
 * powers, operands of functions. Choices keep their own conditions, so that what stands in them is left to the expression.
 *
 * <p>Source: by definition: a term has a value where all of its parts have.
 */
public final class WrittenParts {
    private static final int DEEPEST_CALLS = 20;

    private final List<Expression> parts = new ArrayList<>();
    private final int depth;

    private WrittenParts(int depth) {
        this.depth = depth;
    }

    /** The parts of a scalar, or of both sides of an equation. */
    public static List<Expression> of(Elaborator elaborator, Tree tree) {
        WrittenParts written = new WrittenParts(0);
        written.walk(elaborator, tree);
        return List.copyOf(written.parts);
    }

    private void walk(Elaborator elaborator, Tree tree) {
        switch (tree) {
            case Tree.Chain chain -> chain(elaborator, chain);
            case Tree.Prefix prefix -> walk(elaborator, prefix.operand());
            case Tree.Power power -> {
                walk(elaborator, power.base());
                walk(elaborator, power.exponent());
                enter(elaborator, power);
            }
            case Tree.Postfix postfix -> walk(elaborator, postfix.operand());
            case Tree.Bars bars -> walk(elaborator, bars.operand());
            case Tree.Call call -> call(elaborator, call);
            case Tree.Number number -> { }
            case Tree.Name name -> { }
            case Tree.Text text -> { }
            case Tree.Range range -> { }
            case Tree.Element element -> { }
            case Tree.Array array -> { }
            case Tree.Piecewise piecewise -> { }
            case Tree.Leibniz leibniz -> { }
        }
    }

    private void chain(Elaborator elaborator, Tree.Chain chain) {
        walk(elaborator, chain.first());
        for (Tree.Link link : chain.links()) {
            walk(elaborator, link.operand());
            boolean divides = link.operator() == Tree.Infix.DIVIDE || link.operator() == Tree.Infix.DIVIDE_EACH;
            if (divides) {
                scalar(elaborator, link.operand()).filter(divisor -> !(divisor instanceof Constant))
                        .ifPresent(divisor -> parts.add(Power.of(divisor, -1)));
            }
        }
    }

    // The body of a function that is defined is walked with its parameters bound; that of a row has the operands as they are written.
    private void call(Elaborator elaborator, Tree.Call call) {
        Optional<Scope.Definition> definition = elaborator.scope().function(Definitions.spelled(call.name()), call.operands().size());
        boolean plain = call.binders().isEmpty() && call.named().isEmpty() && call.primes() == 0;
        if (!plain || definition.isEmpty() && elaborator.vocabulary().form(call.name()).isPresent() || depth >= DEEPEST_CALLS) {
            return;
        }
        call.operands().forEach(operand -> walk(elaborator, operand));
        if (definition.isEmpty()) {
            enter(elaborator, call);
            return;
        }
        Map<String, Typed> values = new HashMap<>();
        for (int i = 0; i < call.operands().size(); i++) {
            values.put(definition.get().parameters().get(i), elaborator.value(call.operands().get(i)));
        }
        WrittenParts inner = new WrittenParts(depth + 1);
        inner.walk(elaborator.in(elaborator.scope().outermost().called(values)), definition.get().body());
        parts.addAll(inner.parts);
    }

    private void enter(Elaborator elaborator, Tree tree) {
        scalar(elaborator, tree).filter(part -> !(part instanceof Constant)).ifPresent(parts::add);
    }

    // What is no scalar on its own, such as an operand with labels, has no part here.
    private static Optional<Expression> scalar(Elaborator elaborator, Tree tree) {
        try {
            return Optional.of(elaborator.read(tree).expression()).filter(Expression::isScalar);
        } catch (FluxionException e) {
            e.requireOneOf(Diagnostic.Code.NAME, Diagnostic.Code.SHAPE, Diagnostic.Code.SYNTAX, Diagnostic.Code.DOMAIN, Diagnostic.Code.UNSUPPORTED,
                    Diagnostic.Code.LIMIT);
            return Optional.empty();
        }
    }
}
