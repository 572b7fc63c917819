package dev.fluxion.grammar;

import dev.fluxion.grammar.antlr.FluxionLexer;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.antlr.v4.runtime.Token;

/** What kinds of tokens mean to their neighbours. */
final class TokenKinds {
    private TokenKinds() {}

    /** The names before the last sign that gives names a meaning: more than a well-formed statement gives, but none less. */
    static Set<String> given(List<Token> statement) {
        Set<String> names = new HashSet<>();
        Set<String> since = new HashSet<>();
        for (Token token : statement) {
            switch (token.getType()) {
                case FluxionLexer.NAME, FluxionLexer.CALLED -> since.add(token.getText());
                case FluxionLexer.ASSIGN, FluxionLexer.IN -> {
                    names.addAll(since);
                    since.clear();
                }
                default -> { }
            }
        }
        return names;
    }

    /** Whether an operand can end with it, so that an operator, a closing bracket or the end must follow. */
    static boolean endsOperand(int type) {
        return switch (type) {
            case FluxionLexer.NUMBER, FluxionLexer.NAME, FluxionLexer.CLOSE, FluxionLexer.CLOSE_SQUARE, FluxionLexer.CLOSE_BRACE, FluxionLexer.BAR_CLOSE,
                FluxionLexer.PRIME, FluxionLexer.FACTORIAL, FluxionLexer.TRANSPOSED, FluxionLexer.SUPERSCRIPT, FluxionLexer.INFINITY,
                FluxionLexer.STRING, FluxionLexer.PROSE, FluxionLexer.REALS -> true;
            default -> false;
        };
    }

    /** Whether a statement goes on in the next line behind it: operators and commas. */
    static boolean continues(int type) {
        return switch (type) {
            case FluxionLexer.NOT, FluxionLexer.COMMA, FluxionLexer.ASSIGN, FluxionLexer.RANGE, FluxionLexer.LEIBNIZ, FluxionLexer.ROOT,
                FluxionLexer.NABLA, FluxionLexer.IN, FluxionLexer.POWER, FluxionLexer.POWER_EACH -> true;
            default -> isFactor(type) || isLoose(type);
        };
    }

    /** The operators of products. */
    static boolean isFactor(int type) {
        return switch (type) {
            case FluxionLexer.TIMES, FluxionLexer.TIMES_IMPLICIT, FluxionLexer.DIVIDE, FluxionLexer.TIMES_EACH, FluxionLexer.DIVIDE_EACH -> true;
            default -> false;
        };
    }

    /** The operators that are looser than those of products, signs among them. */
    static boolean isLoose(int type) {
        return switch (type) {
            case FluxionLexer.PLUS, FluxionLexer.MINUS, FluxionLexer.EQUAL, FluxionLexer.NOT_EQUAL, FluxionLexer.LESS, FluxionLexer.LESS_EQUAL,
                FluxionLexer.GREATER, FluxionLexer.GREATER_EQUAL, FluxionLexer.AND, FluxionLexer.OR -> true;
            default -> false;
        };
    }

    /** Whether it can be the name of a call. */
    static boolean isCallable(int type) {
        return switch (type) {
            case FluxionLexer.CALLED, FluxionLexer.NABLA_CALL, FluxionLexer.SIGMA, FluxionLexer.PRIME -> true;
            default -> false;
        };
    }

    /** Whether juxtaposition may multiply by what begins with it. */
    static boolean beginsFactor(int type) {
        return switch (type) {
            case FluxionLexer.NAME, FluxionLexer.OPEN, FluxionLexer.NABLA, FluxionLexer.NABLA_CALL, FluxionLexer.SIGMA, FluxionLexer.ROOT,
                FluxionLexer.LEIBNIZ, FluxionLexer.INFINITY -> true;
            default -> false;
        };
    }

    /** Whether it begins an operand that a derivative operator can act on. */
    static boolean beginsOperand(int type) {
        return switch (type) {
            case FluxionLexer.NUMBER, FluxionLexer.BAR, FluxionLexer.IF, FluxionLexer.OPEN_SQUARE, FluxionLexer.OPEN_BRACE -> true;
            default -> beginsFactor(type);
        };
    }

    /** Whether nothing but a statement begins with it. */
    static boolean beginsStatement(int type) {
        return switch (type) {
            case FluxionLexer.IMPORT, FluxionLexer.PARAM, FluxionLexer.ASSUME, FluxionLexer.SHOW, FluxionLexer.FOR -> true;
            default -> false;
        };
    }

    /** Whether it is a word that cannot be a name where an operand is expected. */
    static boolean isWord(int type) {
        return beginsStatement(type) || type == FluxionLexer.ELSE || type == FluxionLexer.IN;
    }

    /** The words with which statements begin. */
    static List<String> verbs() {
        return IntStream.rangeClosed(1, FluxionLexer.VOCABULARY.getMaxTokenType()).filter(TokenKinds::beginsStatement)
                .mapToObj(type -> FluxionLexer.VOCABULARY.getLiteralName(type).replace("'", "")).toList();
    }

    /** Whether it is a round bracket that opens. */
    static boolean isRound(int type) {
        return type == FluxionLexer.OPEN || type == FluxionLexer.OPEN_BOUND || type == FluxionLexer.OPEN_SHOW;
    }

    /** Whether it opens brackets, bars or braces. */
    static boolean opens(int type) {
        return switch (type) {
            case FluxionLexer.OPEN_SQUARE, FluxionLexer.OPEN_BRACE, FluxionLexer.BAR_OPEN -> true;
            default -> isRound(type);
        };
    }

    /** Whether it closes brackets, bars or braces. */
    static boolean closes(int type) {
        return switch (type) {
            case FluxionLexer.CLOSE, FluxionLexer.CLOSE_SQUARE, FluxionLexer.CLOSE_BRACE, FluxionLexer.BAR_CLOSE -> true;
            default -> false;
        };
    }
}
