package dev.fluxion.cli.script;

import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Source;
import dev.fluxion.grammar.Statement;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Scripts that other scripts import. A name of a file is relative to the importing file; each file runs once in a session, and one that would
 * import itself, directly or through others, is refused.
 */
final class Imports {
    private static final long LARGEST = 16_000_000;
    private static final int DEEPEST = 100;

    private final Files files;
    private final List<Path> running = new ArrayList<>();
    private final Set<Path> done = new HashSet<>();

    Imports(Files files) {
        this.files = files;
    }

    /** Runs the imported file, unless it has been run. */
    void perform(Statement.Import imported, Source importing, Consumer<Source> run) {
        String name = beside(importing, imported);
        Path file = identity(name, files.readable(name), imported);
        if (done.contains(file)) {
            return;
        }
        if (running.contains(file)) {
            throw problem(imported, imported.path() + " imports itself" + (running.getLast().equals(file) ? "" : ", through other files"));
        }
        if (running.size() >= DEEPEST) {
            throw problem(imported, "files import each other more than " + DEEPEST + " deep");
        }
        within(file, () -> run.accept(new Source(name, text(file, imported))));
        done.add(file);
    }

    /** Runs the script of a file, which its imports must not import again. */
    void within(Path file, Runnable run) {
        running.add(real(file));
        try {
            run.run();
        } finally {
            running.removeLast();
        }
    }

    private static Path real(Path file) {
        try {
            return file.toRealPath();
        } catch (IOException e) {
            return file.toAbsolutePath().normalize(); // a text that came from elsewhere
        }
    }

    private static String beside(Source importing, Statement.Import imported) {
        try {
            return Path.of(importing.name()).resolveSibling(imported.path()).toString();
        } catch (InvalidPathException e) {
            throw problem(imported, "'" + imported.path() + "' is no name of a file");
        }
    }

    // One file has one identity, by whatever links and dots it is reached.
    private static Path identity(String name, Path file, Statement.Import imported) {
        try {
            return file.toRealPath();
        } catch (NoSuchFileException e) {
            throw problem(imported, "there is no file " + name);
        } catch (IOException e) {
            throw problem(imported, "cannot read " + name + ": " + e.getMessage());
        }
    }

    private static String text(Path file, Statement.Import imported) {
        try {
            if (!java.nio.file.Files.isRegularFile(file)) {
                throw problem(imported, imported.path() + " is no file");
            }
            if (java.nio.file.Files.size(file) > LARGEST) {
                throw new FluxionException(Diagnostic.of(Diagnostic.Code.LIMIT, imported.path() + " is longer than " + LARGEST + " bytes",
                        imported.span()));
            }
            return java.nio.file.Files.readString(file);
        } catch (CharacterCodingException e) {
            throw problem(imported, imported.path() + " is not UTF-8 text");
        } catch (IOException e) {
            throw problem(imported, "cannot read " + imported.path() + ": " + e.getMessage());
        }
    }

    private static FluxionException problem(Statement.Import imported, String message) {
        return new FluxionException(Diagnostic.of(Diagnostic.Code.NAME, message, imported.span()));
    }
}
