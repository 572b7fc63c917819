package dev.fluxion.nn.data;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds files that ship with the project: below a folder named by a property, or above the program's own file, or above the working directory. */
final class ShippedFiles {
    /** System property with the project's folder. */
    static final String HOME_PROPERTY = "fluxion.home";

    static final Path FASHION_MNIST = Path.of("examples", "data", "fashion-mnist");

    private ShippedFiles() {}

    static Optional<Path> find(Path relative) {
        String home = System.getProperty(HOME_PROPERTY);
        if (home != null) {
            return Optional.of(Path.of(home).resolve(relative)).filter(Files::exists);
        }
        return Stream.concat(program().stream(), Stream.of(Path.of("")))
                .flatMap(start -> Stream.iterate(start.toAbsolutePath(), Objects::nonNull, Path::getParent))
                .map(folder -> folder.resolve(relative))
                .filter(Files::exists)
                .findFirst();
    }

    private static Optional<Path> program() {
        CodeSource source = ShippedFiles.class.getProtectionDomain().getCodeSource();
        if (source == null || source.getLocation() == null || !"file".equals(source.getLocation().getProtocol())) {
            return Optional.empty();
        }
        try {
            return Optional.of(Path.of(source.getLocation().toURI()));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }
}
