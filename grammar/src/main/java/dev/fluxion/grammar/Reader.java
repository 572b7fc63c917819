package dev.fluxion.grammar;

import dev.fluxion.grammar.antlr.FluxionLexer;
import dev.fluxion.grammar.antlr.FluxionParser;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.ListTokenSource;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.atn.PredictionMode;

/** Reads text into trees and statements. Every mistake is a {@link FluxionException}; nothing else leaves these methods. */
public final class Reader {
    private static final int MOST_MISTAKES = 20;

    private Reader() {}

    /** The tree of a text that is one expression, condition or equation. */
    public static Tree expression(Source source) {
        return expression(source, Limits.STANDARD);
    }

    /** The tree of a text that is one expression, condition or equation, within limits. */
    public static Tree expression(Source source, Limits limits) {
        Stage stage = stage(source.text(), limits);
        List<Token> tokens = stage.tokens.stream().filter(token -> token.getType() != FluxionLexer.NEWLINE).toList();
        return DeepCalls.run(stage.depth, () -> parse(tokens, stage.offsets,
                parser -> new TreeBuilder(stage.offsets).whole(parser.wholeExpression())));
    }

    /** The statements of a script. */
    public static List<Statement> script(Source source) {
        return script(source, Limits.STANDARD);
    }

    /** The statements of a script, within limits; mistakes in statements that stand on their own are all reported, up to 20. */
    public static List<Statement> script(Source source, Limits limits) {
        Stage stage = stage(source.text(), limits);
        try {
            return statements(stage.tokens, stage);
        } catch (FluxionException first) {
            throw new FluxionException(allMistakes(stage, first));
        }
    }

    private static List<Statement> statements(List<Token> tokens, Stage stage) {
        return DeepCalls.run(stage.depth, () -> parse(tokens, stage.offsets,
                parser -> new StatementBuilder(stage.offsets).script(parser.script())));
    }

    private record Stage(List<Token> tokens, Offsets offsets, int depth) {}

    private static Stage stage(String text, Limits limits) {
        if (text.length() > limits.characters()) {
            throw new FluxionException(Diagnostic.of(Diagnostic.Code.LIMIT, "the text is longer than " + limits.characters() + " characters",
                    new Span(limits.characters(), limits.characters() + 1)));
        }
        int broken = Characters.brokenSurrogate(text);
        if (broken >= 0) {
            throw new FluxionException(Diagnostic.of(Diagnostic.Code.SYNTAX, "half a character: " + Characters.shown(text.charAt(broken))
                    + " is one of a pair", new Span(broken, broken + 1)));
        }
        Offsets offsets = new Offsets(text);
        TokenStage stage = new TokenStage(offsets, lexer(text).getAllTokens(), limits);
        return new Stage(stage.run(), offsets, stage.deepest());
    }

    static FluxionLexer lexer(String text) {
        FluxionLexer lexer = new FluxionLexer(CharStreams.fromString(text));
        lexer.removeErrorListeners();
        return lexer;
    }

    // The quick prediction first; the full one decides what is a mistake, and where.
    private static <T> T parse(List<Token> tokens, Offsets offsets, Function<FluxionParser, T> rule) {
        try {
            return rule.apply(parser(tokens, offsets, PredictionMode.SLL));
        } catch (FluxionException quick) {
            return rule.apply(parser(tokens, offsets, PredictionMode.LL));
        }
    }

    private static FluxionParser parser(List<Token> tokens, Offsets offsets, PredictionMode mode) {
        FluxionParser parser = new FluxionParser(new CommonTokenStream(new ListTokenSource(tokens)));
        parser.removeErrorListeners();
        parser.addErrorListener(new Mistakes(offsets));
        parser.getInterpreter().setPredictionMode(mode);
        return parser;
    }

    // Reads each top-level statement on its own.
    private static List<Diagnostic> allMistakes(Stage stage, FluxionException first) {
        List<Diagnostic> found = new ArrayList<>();
        for (List<Token> statement : split(stage.tokens)) {
            try {
                statements(statement, stage);
            } catch (FluxionException e) {
                found.addAll(e.diagnostics());
            }
            if (found.size() >= MOST_MISTAKES) {
                break;
            }
        }
        return found.isEmpty() ? first.diagnostics() : found;
    }

    private static List<List<Token>> split(List<Token> tokens) {
        List<List<Token>> statements = new ArrayList<>();
        List<Token> current = new ArrayList<>();
        int depth = 0;
        for (Token token : tokens) {
            depth += switch (token.getType()) {
                case FluxionLexer.OPEN, FluxionLexer.OPEN_SQUARE, FluxionLexer.OPEN_BRACE -> 1;
                case FluxionLexer.CLOSE, FluxionLexer.CLOSE_SQUARE, FluxionLexer.CLOSE_BRACE -> -1;
                default -> 0;
            };
            boolean ends = token.getType() == FluxionLexer.NEWLINE || token.getType() == FluxionLexer.SEMICOLON;
            if (ends && depth <= 0) {
                current.add(new CommonToken(token));
                statements.add(current);
                current = new ArrayList<>();
                depth = 0;
            } else {
                current.add(token);
            }
        }
        statements.add(current);
        return statements;
    }
}
