package dev.fluxion.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints: the version the build wrote, and the Java it runs on. */
public final class Version implements IVersionProvider {
    private static final String RESOURCE = "version.properties";

    @Override
    public String[] getVersion() {
        return new String[] {"fluxion " + ofProject() + " (Java " + Runtime.version() + ")"};
    }

    /** The version of this build, as in the project's POM. */
    public static String ofProject() {
        Properties properties = new Properties();
        try (InputStream in = Version.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("the jar was packed without " + RESOURCE);
            }
            properties.load(in);
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
        return properties.getProperty("version");
    }
}
