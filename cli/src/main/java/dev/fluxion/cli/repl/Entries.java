package dev.fluxion.cli.repl;

import dev.fluxion.grammar.Lexeme;
import java.util.List;
import org.jline.reader.CompletingParsedLine;
import org.jline.reader.EOFError;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;

/** Tells a prompt where an entry ends: open brackets, blocks and prose, and operators without an operand, ask for another line. */
final class Entries implements Parser {
    private static final String GIVEN_UP = "\n\n"; // two empty lines end any entry

    /** The word that is being typed, in front of the cursor. */
    private record Word(String line, int cursor, int start) implements CompletingParsedLine {
        @Override
        public String word() {
            return line.substring(start, cursor);
        }

        @Override
        public int wordCursor() {
            return cursor - start;
        }

        @Override
        public int wordIndex() {
            return 0;
        }

        @Override
        public List<String> words() {
            return List.of(word());
        }

        @Override
        public CharSequence escape(CharSequence candidate, boolean complete) {
            return candidate;
        }

        @Override
        public int rawWordCursor() {
            return wordCursor();
        }

        @Override
        public int rawWordLength() {
            return wordCursor();
        }
    }

    /** Whether a text asks for another line. */
    static boolean isUnfinished(String text) {
        return !text.startsWith(Commands.PREFIX) && !text.endsWith(GIVEN_UP) && Lexeme.isUnfinished(text);
    }

    @Override
    public ParsedLine parse(String line, int cursor, ParseContext context) {
        if (context == ParseContext.ACCEPT_LINE && isUnfinished(line)) {
            throw new EOFError(-1, cursor, "more is expected");
        }
        int start = cursor;
        while (start > 0 && (Character.isLetterOrDigit(line.charAt(start - 1)) || line.charAt(start - 1) == '_')) {
            start--;
        }
        boolean command = start == 1 && line.startsWith(Commands.PREFIX);
        return new Word(line, cursor, command ? 0 : start);
    }

    // Any character may be in a text: none escapes.
    @Override
    public boolean isEscapeChar(char c) {
        return false;
    }
}
