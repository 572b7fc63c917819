package dev.fluxion.cli;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;

/** Standard output that remembers why it could not be written, which a {@link PrintStream} keeps to itself. */
final class StandardOutput {
    private final Remembering bytes;
    private final PrintStream stream;

    /** Output in the encoding and over the bytes of another stream. */
    StandardOutput(PrintStream under, OutputStream bytes) {
        this.bytes = new Remembering(bytes);
        this.stream = new PrintStream(this.bytes, false, under.charset());
    }

    PrintStream stream() {
        return stream;
    }

    /**
     * The exit status of a program that would end with another one: a failed write is a failure. Who closed the pipe, as {@code head} does,
     * wants no more and no message either.
     */
    int status(int otherwise, PrintStream errors) {
        if (!stream.checkError()) {
            return otherwise;
        }
        String reason = bytes.problem;
        if (!reason.contains("Broken pipe")) {
            errors.println("error: cannot write standard output" + (reason.isEmpty() ? "" : ": " + reason));
        }
        return otherwise == 0 ? 1 : otherwise;
    }

    private static final class Remembering extends FilterOutputStream {
        private String problem = "";

        Remembering(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] content, int from, int length) throws IOException {
            try {
                out.write(content, from, length);
            } catch (IOException e) {
                problem = String.valueOf(e.getMessage());
                throw e;
            }
        }

        @Override
        public void write(int each) throws IOException {
            write(new byte[] {(byte) each}, 0, 1);
        }
    }
}
