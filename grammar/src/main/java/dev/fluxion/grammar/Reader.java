package dev.fluxion.grammar;

import dev.fluxion.grammar.antlr.FluxionLexer;
import dev.fluxion.grammar.antlr.FluxionParser;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.antlr.v4.runtime.BailErrorStrategy;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.atn.PredictionMode;
import org.antlr.v4.runtime.misc.ParseCancellationException;

/**
 * Reads text into trees and statements. Every mistake in a text is a {@link FluxionException}: {@code SYNTAX} with its place, or {@code LIMIT} where
 * the text exceeds the limits. Nothing else leaves these methods.
 */
public final class Reader {
    private static final int MOST_MISTAKES = 20;

    private Reader() {}

    /**
     * The tree of a text that is one expression, condition or equation, within {@link Limits#STANDARD}.
     *
     * @throws FluxionException if it is none, or exceeds the limits
     */
    public static Tree expression(Source source) {
        return expression(source, Limits.STANDARD);
    }

    /**
     * The tree of a text that is one expression, condition or equation, within limits.
     *
     * @throws FluxionException if it is none, or exceeds the limits
     */
    public static Tree expression(Source source, Limits limits) {
        Offsets offsets = offsets(source.text(), limits);
        TokenStage stage = stage(source.text(), offsets, limits);
        List<Token> tokens = new ArrayList<>(stage.tokens());
        tokens.removeIf(token -> token.getType() == FluxionLexer.NEWLINE);
        StatementBuilder builder = new StatementBuilder(offsets, limits);
        return DeepCalls.run(stage.deepest(), () -> parse(tokens, offsets, builder, parser -> parser.wholeExpression().expression().tree));
    }

    /**
     * The statements of a script, within {@link Limits#STANDARD}.
     *
     * @throws FluxionException with all mistakes in statements that stand on their own, up to 20, or if the text exceeds the limits
     */
    public static List<Statement> script(Source source) {
        return script(source, Limits.STANDARD);
    }

    /**
     * The statements of a script, within limits.
     *
     * @throws FluxionException with all mistakes in statements that stand on their own, up to 20, or if the text exceeds the limits
     */
    public static List<Statement> script(Source source, Limits limits) {
        Offsets offsets = offsets(source.text(), limits);
        TokenStage stage = stage(source.text(), offsets, limits);
        StatementBuilder builder = new StatementBuilder(offsets, limits);
        return DeepCalls.run(stage.deepest(), () -> {
            try {
                return statements(stage.tokens(), offsets, builder);
            } catch (FluxionException first) {
                Interruption.check(0);
                throw new FluxionException(allMistakes(stage, offsets, builder, first));
            }
        });
    }

    private static List<Statement> statements(List<Token> tokens, Offsets offsets, StatementBuilder builder) {
        return parse(tokens, offsets, builder, parser -> StatementBuilder.statements(parser.script().statement()));
    }

    private static Offsets offsets(String text, Limits limits) {
        if (text.length() > limits.characters()) {
            throw new FluxionException(Diagnostic.of(Diagnostic.Code.LIMIT, "the text is longer than " + limits.characters() + " characters",
                    new Span(limits.characters(), limits.characters() + 1)));
        }
        int broken = Characters.brokenSurrogate(text);
        if (broken >= 0) {
            throw new FluxionException(Diagnostic.of(Diagnostic.Code.SYNTAX, "half a character: " + Characters.shown(text.charAt(broken))
                    + " is one of a pair", new Span(broken, broken + 1)));
        }
        return new Offsets(text);
    }

    static TokenStage stage(String text, Offsets offsets, Limits limits) {
        List<Token> raw = new ArrayList<>();
        FluxionLexer lexer = lexer(text);
        int read = 0;
        for (Token token = lexer.nextToken(); token.getType() != Token.EOF; token = lexer.nextToken()) {
            Interruption.check(read++);
            if (token.getChannel() == Token.DEFAULT_CHANNEL) {
                raw.add(token);
            }
        }
        return new TokenStage(offsets, raw, limits).run();
    }

    static FluxionLexer lexer(String text) {
        FluxionLexer lexer = new FluxionLexer(CharStreams.fromString(text));
        lexer.removeErrorListeners();
        return lexer;
    }

    // The quick prediction first, which looks for no mistakes; the full one decides what is one, and where.
    private static <T> T parse(List<Token> tokens, Offsets offsets, StatementBuilder builder,
            Function<FluxionParser, T> rule) {
        try {
            FluxionParser quick = parser(tokens, offsets, builder, PredictionMode.SLL);
            quick.setErrorHandler(new BailErrorStrategy());
            return rule.apply(quick);
        } catch (FluxionException | ParseCancellationException mistake) {
            Interruption.check(0);
            return rule.apply(parser(tokens, offsets, builder, PredictionMode.LL));
        }
    }

    private static FluxionParser parser(List<Token> tokens, Offsets offsets, StatementBuilder builder, PredictionMode mode) {
        FluxionParser parser = new FluxionParser(new ReadTokens(tokens));
        parser.sink = builder;
        parser.removeErrorListeners();
        parser.addErrorListener(new Mistakes(offsets));
        parser.getInterpreter().setPredictionMode(mode);
        return parser;
    }

    /**
     * The top-level statements of a text, each read on its own; up to 20 of them may be broken, and what follows is left out then. Mistakes within a
     * statement are part of the answer.
     *
     * @throws FluxionException if the text exceeds {@link Limits#STANDARD}, or holds half a surrogate pair
     */
    public static List<Reading> readings(Source source) {
        Offsets offsets = offsets(source.text(), Limits.STANDARD);
        TokenStage stage = stage(source.text(), offsets, Limits.STANDARD);
        return DeepCalls.run(stage.deepest(), () -> readings(stage, offsets, new StatementBuilder(offsets, Limits.STANDARD)));
    }

    private static List<Reading> readings(TokenStage stage, Offsets offsets, StatementBuilder builder) {
        List<Reading> readings = new ArrayList<>();
        int mistakes = 0;
        for (List<Token> statement : stage.statements()) {
            try {
                readings.add(new Reading.Sound(statements(statement, offsets, builder)));
            } catch (FluxionException e) {
                Interruption.check(0);
                readings.add(new Reading.Broken(e.diagnostics(), TokenKinds.given(statement)));
                mistakes += e.diagnostics().size();
            }
            if (mistakes >= MOST_MISTAKES) {
                break;
            }
        }
        return readings;
    }

    private static List<Diagnostic> allMistakes(TokenStage stage, Offsets offsets, StatementBuilder builder, FluxionException first) {
        List<Diagnostic> found = readings(stage, offsets, builder).stream()
                .<Diagnostic>mapMulti((reading, sink) -> {
                    if (reading instanceof Reading.Broken broken) {
                        broken.mistakes().forEach(sink);
                    }
                }).toList();
        return found.isEmpty() ? first.diagnostics() : found;
    }
}
