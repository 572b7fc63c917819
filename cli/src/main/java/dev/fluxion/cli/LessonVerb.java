package dev.fluxion.cli;

import dev.fluxion.cli.script.Lesson;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Source;
import dev.fluxion.typeset.AtomicFiles;
import dev.fluxion.typeset.LatexException;
import dev.fluxion.typeset.LessonPage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code fluxion lesson}. */
@Command(
        name = "lesson",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Runs a script, or all scripts of a folder, and writes each as a page to read.",
        footer = {"", "Example:", "  fluxion lesson examples/tour -o tour"})
final class LessonVerb implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "PATH", description = "a script, or a folder of scripts")
    private Path path;

    @Option(names = {"-o", "--output"}, paramLabel = "DIR", required = true, description = "where the pages go, and the pictures that the scripts write")
    private Path folder;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        List<Path> scripts = scripts();
        if (java.nio.file.Files.exists(folder) && !java.nio.file.Files.isDirectory(folder)) {
            throw RunVerb.problem("cannot write into " + folder + ": it is no folder");
        }
        List<Lesson> lessons = new ArrayList<>();
        for (Path script : scripts) {
            Source source = new Source(script.toString(), RunVerb.text(script));
            try {
                lessons.add(Lesson.of(source, script, new LessonFiles(script, folder)));
            } catch (FluxionException e) {
                throw new Failures.InText(source, e);
            }
            spec.commandLine().getErr().println("ran " + script);
        }
        boolean several = java.nio.file.Files.isDirectory(path);
        for (int i = 0; i < lessons.size(); i++) {
            write(lessons.get(i).page(several ? links(lessons, i) : List.of()), lessons.get(i).fileName());
        }
        if (several) {
            write(Lesson.index(path.getFileName().toString(), lessons), "index.html");
        }
        return 0;
    }

    private List<Path> scripts() {
        if (!java.nio.file.Files.isDirectory(path)) {
            return List.of(path);
        }
        try (Stream<Path> entries = java.nio.file.Files.list(path)) {
            List<Path> scripts = entries.filter(file -> file.toString().endsWith(".flx")).sorted().toList();
            if (scripts.isEmpty()) {
                throw RunVerb.problem("there are no scripts (.flx) in " + path);
            }
            return scripts;
        } catch (IOException e) {
            throw RunVerb.problem("cannot read " + path + ": " + AtomicFiles.reason(e));
        }
    }

    private static List<LessonPage.Link> links(List<Lesson> lessons, int at) {
        List<LessonPage.Link> links = new ArrayList<>();
        links.add(new LessonPage.Link("Contents", "index.html"));
        if (at > 0) {
            links.add(new LessonPage.Link("← " + lessons.get(at - 1).title(), lessons.get(at - 1).fileName()));
        }
        if (at + 1 < lessons.size()) {
            links.add(new LessonPage.Link(lessons.get(at + 1).title() + " →", lessons.get(at + 1).fileName()));
        }
        return links;
    }

    private void write(LessonPage page, String name) {
        try {
            page.writeHtml(folder.resolve(name));
        } catch (LatexException e) {
            throw RunVerb.problem(name + ": a formula cannot be drawn: " + e.latex() + ": " + e.getMessage());
        } catch (IOException e) {
            throw RunVerb.problem("cannot write " + folder.resolve(name) + ": " + AtomicFiles.reason(e));
        }
        spec.commandLine().getOut().println(folder.resolve(name));
        spec.commandLine().getOut().flush();
    }
}
