package dev.fluxion.cli.repl;

import dev.fluxion.grammar.Lexeme;
import org.jline.reader.Highlighter;
import org.jline.reader.LineReader;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/** Colours words by their kinds, while they are typed. */
final class Colours implements Highlighter {
    @Override
    public AttributedString highlight(LineReader reader, String text) {
        if (text.startsWith(Commands.PREFIX)) {
            return new AttributedString(text, AttributedStyle.DEFAULT.foreground(AttributedStyle.MAGENTA));
        }
        AttributedStringBuilder coloured = new AttributedStringBuilder();
        int done = 0;
        for (Lexeme lexeme : Lexeme.of(text)) {
            coloured.append(text, done, lexeme.span().start());
            coloured.append(text.substring(lexeme.span().start(), lexeme.span().end()), style(lexeme.kind()));
            done = lexeme.span().end();
        }
        return coloured.append(text, done, text.length()).toAttributedString();
    }

    private static AttributedStyle style(Lexeme.Kind kind) {
        return switch (kind) {
            case NUMBER -> AttributedStyle.DEFAULT.foreground(AttributedStyle.CYAN);
            case FUNCTION -> AttributedStyle.DEFAULT.foreground(AttributedStyle.BLUE);
            case KEYWORD -> AttributedStyle.DEFAULT.foreground(AttributedStyle.MAGENTA).bold();
            case TEXT -> AttributedStyle.DEFAULT.foreground(AttributedStyle.GREEN);
            case COMMENT -> AttributedStyle.DEFAULT.faint();
            case UNKNOWN -> AttributedStyle.DEFAULT.foreground(AttributedStyle.RED).underline();
            case NAME, OPERATOR, BRACKET -> AttributedStyle.DEFAULT;
        };
    }
}
