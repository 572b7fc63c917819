package dev.fluxion.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddingExampleTest {
    @Test
    void theExampleCompilesAndPrintsADerivative(@TempDir Path classes) throws Exception {
        Path source = Path.of("").toAbsolutePath().getParent().resolve("examples/embedding/Embedding.java");
        int status = ToolProvider.getSystemJavaCompiler().run(null, null, null, "-cp", System.getProperty("java.class.path"), "-d",
                classes.toString(), source.toString());
        assertThat(status).isZero();
        PrintStream console = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        URI folder = classes.toUri();
        try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.toURL()}, getClass().getClassLoader())) {
            System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
            loader.loadClass("Embedding").getMethod("main", String[].class).invoke(null, (Object) new String[0]);
        } finally {
            System.setOut(console);
        }
        assertThat(printed.toString(StandardCharsets.UTF_8)).startsWith("2*x*sin(y)\n").contains("power rule").contains("0.9092974268256817");
    }
}
