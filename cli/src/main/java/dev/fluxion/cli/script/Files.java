package dev.fluxion.cli.script;

import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Span;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.function.Function;

/** Which files a script may reach, for reading and for writing. */
@FunctionalInterface
public interface Files {
    /** None: text from a stranger. */
    Files NONE = name -> {
        throw problem("a script from here reaches no files");
    };

    /** Those that the user may reach, relative to the working directory, and the data that comes with the project. */
    Files ALL = new Files() {
        @Override
        public Path place(String name) {
            return Path.of(name);
        }

        @Override
        public boolean reachesShippedData() {
            return true;
        }
    };

    /** Where the file of a name is, or a diagnostic. */
    Path place(String name);

    /** Where the file of a name is made. */
    default Path target(String name) {
        return place(name);
    }

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
        return false;
    }

    /** The file that a script reads by a name. */
    default Path readable(String name) {
        return named(name, this::place);
    }

    /** The file that a script writes by a name. */
    default Path writable(String name) {
        return named(name, this::target);
    }

    private static Path named(String name, Function<String, Path> where) {
        try {
            return where.apply(name);
        } catch (InvalidPathException e) {
            throw problem("'" + name + "' is no name of a file");
        }
    }

    private static FluxionException problem(String message) {
        return new FluxionException(Diagnostic.of(Diagnostic.Code.UNSUPPORTED, message, Span.NONE));
    }
}
