package dev.fluxion.cli.script;

import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Span;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Which files a script may reach. */
@FunctionalInterface
public interface Files {
    /** None: text from a stranger. */
    Files NONE = name -> {
        throw problem("a script from here reaches no files");
    };

    /** Those that the user may reach, relative to the working directory. */
    Files ALL = Path::of;

    /** The file of a name, or a diagnostic. */
    Path resolve(String name);

    /** Only those below a folder, links followed. */
    static Files below(Path folder) {
        Path root = folder.toAbsolutePath().normalize();
        return name -> {
            Path file = root.resolve(name).normalize();
            if (!file.startsWith(root)) {
                throw problem(name + " is not below the folder that this script may reach");
            }
            return file;
        };
    }

    /** The file of a text written in a script. */
    default Path file(String name) {
        try {
            return resolve(name);
        } catch (InvalidPathException e) {
            throw problem("'" + name + "' is no name of a file");
        }
    }

    private static FluxionException problem(String message) {
        return new FluxionException(Diagnostic.of(Diagnostic.Code.UNSUPPORTED, message, Span.NONE));
    }
}
