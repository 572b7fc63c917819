package dev.fluxion.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;

/** Starts the command and ends the process with its exit status. */
public final class Main {
    private Main() {}

    /** Runs the verb that the arguments name. */
    public static void main(String[] arguments) {
        StandardError.restore();
        StandardOutput output = new StandardOutput(System.out, new FileOutputStream(FileDescriptor.out));
        System.setOut(output.stream());
        int status = FluxionCommand.commandLine(arguments).execute(arguments);
        System.exit(output.status(status, System.err));
    }
}
