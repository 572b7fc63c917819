package dev.fluxion.cli.script;

import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Span;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
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

    /** Only those below a folder that exists; a link that leads out of it is refused. */
    static Files below(Path folder) throws IOException {
        Path root = folder.toRealPath();
        return name -> {
            Path file = root.resolve(name).normalize();
            if (!file.startsWith(root) || !whole(file, root).startsWith(root)) {
                throw problem(name + " is not below the folder that this script may reach");
            }
            return file;
        };
    }

    // Where the links on the way to a file lead; the file itself, and folders before it, may not exist yet.
    private static Path whole(Path file, Path root) {
        for (Path part = file; part.startsWith(root); part = part.getParent()) {
            if (java.nio.file.Files.exists(part, LinkOption.NOFOLLOW_LINKS)) {
                try {
                    return part.toRealPath();
                } catch (IOException e) {
                    throw problem(file.getFileName() + " is a link that leads nowhere");
                }
            }
        }
        return file;
    }

    /** Whether data that is installed or shipped with the project may be read. */
    default boolean reachesShippedData() {
        return this == ALL;
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
