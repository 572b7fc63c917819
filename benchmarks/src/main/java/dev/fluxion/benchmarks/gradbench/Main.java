package dev.fluxion.benchmarks.gradbench;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Answers each line of standard input by one of standard output. */
final class Main {
    private Main() {}

    public static void main(String[] arguments) throws IOException {
        try (Tool tool = new Tool(Path.of(System.getProperty("gradbench.scripts", "benchmarks/gradbench")));
                BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
                Writer out = new BufferedWriter(new OutputStreamWriter(System.out, StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                out.write(tool.answer(line));
                out.write('\n');
                out.flush();
            }
        }
    }
}
