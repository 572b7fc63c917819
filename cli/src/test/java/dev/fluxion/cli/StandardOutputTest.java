package dev.fluxion.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The exit status where output cannot be written. */
class StandardOutputTest {
    private final ByteArrayOutputStream errors = new ByteArrayOutputStream();

    private int status(OutputStream bytes, int otherwise) {
        StandardOutput output = new StandardOutput(System.out, bytes);
        output.stream().println("answer");
        return output.status(otherwise, new PrintStream(errors, true, StandardCharsets.UTF_8));
    }

    private static OutputStream failing(String message) {
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException(message);
            }
        };
    }

    @Test
    void aFullDiskIsAFailureWithAMessage() {
        assertThat(status(failing("No space left on device"), 0)).isEqualTo(1);
        assertThat(errors.toString(StandardCharsets.UTF_8)).isEqualToIgnoringNewLines("error: cannot write standard output: No space left on device");
    }

    @Test
    void aClosedPipeIsNoMatterForAMessage() {
        assertThat(status(failing("Broken pipe"), 0)).isEqualTo(1);
        assertThat(errors.size()).isZero();
    }

    @Test
    void outputThatIsWrittenKeepsTheStatus() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        assertThat(status(bytes, 2)).isEqualTo(2);
        assertThat(bytes.toString(StandardCharsets.UTF_8)).isEqualToIgnoringNewLines("answer");
    }
}
