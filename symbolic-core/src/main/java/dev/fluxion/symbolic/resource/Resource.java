package dev.fluxion.symbolic.resource;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Texts that lie beside a class. */
public final class Resource {
    private Resource() {}

    /** The text of a file in the package of a class. */
    public static String text(Class<?> beside, String name) {
        try (InputStream in = beside.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("no " + name + " beside " + beside.getName());
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The lines of a file in the package of a class, without empty ones and comments, which begin with #. */
    public static List<String> lines(Class<?> beside, String name) {
        return text(beside, name).lines().filter(line -> !line.isBlank() && !line.startsWith("#")).toList();
    }
}
