package dev.fluxion.grammar;

import dev.fluxion.grammar.antlr.FluxionLexer;
import java.util.ArrayDeque;
import java.util.Deque;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.Token;

/**
 * The brackets, bars and braces that are open, and how deep the tree is going to be. What recurses or nests without brackets (signs, powers,
 * suffixes, derivative operators) counts towards the depth, so that no text can overflow a stack.
 */
final class Nesting {
    private static final int DEPTH_PER_BRACKET = 10;

    /** One open bracket; {@code before} is the token in front of it, or the bracket itself where there is none. */
    record Level(CommonToken opening, Token before, boolean block, int depth, int outerRun, int outerDerivatives) {}

    private final Offsets offsets;
    private final Limits limits;
    private final Deque<Level> open = new ArrayDeque<>();
    private int run; // signs, powers and suffixes since the last operator of a chain
    private int derivatives; // derivative operators since the last sum
    private int deepest;

    Nesting(Offsets offsets, Limits limits) {
        this.offsets = offsets;
        this.limits = limits;
    }

    int deepest() {
        return deepest;
    }

    boolean isEmpty() {
        return open.isEmpty();
    }

    /** Whether statements stand here, not parts of an expression. */
    boolean inStatements() {
        return open.isEmpty() || open.peek().block();
    }

    /** The innermost open bracket; there is one. */
    Level innermost() {
        return open.element();
    }

    void open(CommonToken opening, Token before, boolean block) {
        open.push(new Level(opening, before, block, depth() + 1, run, derivatives));
        run = 0;
        derivatives = 0;
        bound(opening);
        if (open.size() > limits.nesting()) {
            throw tooDeep(limits.nesting(), opening);
        }
    }

    /** Closes the innermost bracket that this one can close, and those inside it; a stray one closes nothing. */
    void close(int closing) {
        if (!canClose(closing)) {
            return;
        }
        while (!matches(open.element(), closing)) {
            pop();
        }
        pop();
    }

    private boolean canClose(int closing) {
        for (Level level : open) {
            if (level.block() && closing != FluxionLexer.CLOSE_BRACE) {
                return false;
            }
            if (matches(level, closing)) {
                return true;
            }
        }
        return false;
    }

    private static boolean matches(Level level, int closing) {
        return closing == switch (level.opening().getType()) {
            case FluxionLexer.OPEN_SQUARE -> FluxionLexer.CLOSE_SQUARE;
            case FluxionLexer.OPEN_BRACE -> FluxionLexer.CLOSE_BRACE;
            case FluxionLexer.BAR_OPEN -> FluxionLexer.BAR_CLOSE;
            default -> FluxionLexer.CLOSE;
        };
    }

    /** Gives up brackets that were never closed, up to the block around them. */
    void abandon() {
        while (!inStatements()) {
            pop();
        }
    }

    private void pop() {
        Level level = open.pop();
        run = level.outerRun();
        derivatives = level.outerDerivatives();
    }

    /** A sign, power, suffix, or root: the tree grows by one level. */
    void deeper(Token token) {
        run++;
        bound(token);
    }

    /** A derivative operator: it reaches over a whole product. */
    void derivative(Token token) {
        derivatives++;
        bound(token);
        if (derivatives > limits.nesting()) {
            throw tooDeep(limits.nesting(), token);
        }
    }

    /** An operator of a product. */
    void factor() {
        run = 0;
    }

    /** An operator looser than products, a comma, or the end of a statement. */
    void term() {
        run = 0;
        derivatives = 0;
    }

    private int depth() {
        return (open.isEmpty() ? 0 : open.peek().depth()) + run + derivatives;
    }

    private void bound(Token token) {
        deepest = Math.max(deepest, depth());
        if (depth() / DEPTH_PER_BRACKET > limits.nesting()) {
            throw tooDeep(DEPTH_PER_BRACKET * limits.nesting(), token);
        }
    }

    private FluxionException tooDeep(int levels, Token token) {
        return new FluxionException(Diagnostic.of(Diagnostic.Code.LIMIT, "nesting is deeper than " + levels + " levels", offsets.span(token))
                .withHint("give inner parts a name: a = …"));
    }
}
