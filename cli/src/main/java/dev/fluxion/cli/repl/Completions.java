package dev.fluxion.cli.repl;

import dev.fluxion.symbolic.language.Language;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;

/** Offers names: those of the language, commands, those given in the session, words that begin statements, and the commands of the prompt. */
final class Completions implements Completer {
    private static final List<String> STATEMENTS = List.of("assume", "else", "for", "if", "import", "in", "param", "show");

    private final Supplier<Repl> repl;

    Completions(Supplier<Repl> repl) {
        this.repl = repl;
    }

    @Override
    public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
        String word = line.word();
        for (String name : names(word)) {
            candidates.add(new Candidate(name, name, null, null, null, null, false));
        }
    }

    /** The names that begin with a word. */
    List<String> names(String word) {
        TreeSet<String> names = new TreeSet<>();
        if (word.startsWith(Commands.PREFIX)) {
            names.addAll(Commands.words());
        } else {
            names.addAll(STATEMENTS);
            names.addAll(Language.INSTANCE.names());
            names.addAll(repl.get().session().commandNames());
            names.addAll(repl.get().session().knownNames());
        }
        return names.stream().filter(name -> name.startsWith(word)).toList();
    }
}
