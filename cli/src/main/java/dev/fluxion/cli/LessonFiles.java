package dev.fluxion.cli;

import dev.fluxion.cli.script.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The files of a lesson. What it writes goes into the folder of the pages. What it reads is what it has written, else what lies beside the script,
 * else what lies at the place named, else what lies in the folder already.
 */
final class LessonFiles implements Files {
    private final Path script;
    private final Path folder;
    private final Set<Path> written = new HashSet<>();

    LessonFiles(Path script, Path folder) {
        this.script = script.toAbsolutePath();
        this.folder = folder;
    }

    @Override
    public Path place(String name) {
        Path own = within(name);
        return Stream.of(own).filter(written::contains).findFirst()
                .or(() -> Stream.of(script.resolveSibling(name), Path.of(name), own).filter(java.nio.file.Files::exists).findFirst())
                .orElse(script.resolveSibling(name));
    }

    @Override
    public Path target(String name) {
        Path file = within(name);
        written.add(file);
        return file;
    }

    // Folders in a name stay; one that leads out of the folder loses them.
    private Path within(String name) {
        Path inside = folder.resolve(name).normalize();
        Path root = folder.normalize();
        if (inside.startsWith(root) && !inside.equals(root) && !Path.of(name).isAbsolute()) {
            return folder.resolve(name);
        }
        Path last = Path.of(name).normalize().getFileName();
        return last == null ? folder : folder.resolve(last);
    }

    @Override
    public boolean reachesShippedData() {
        return true;
    }
}
