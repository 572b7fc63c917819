package dev.fluxion.cli;

import picocli.CommandLine.Option;

/** Help for verbs that take formulas: an option of one letter there would be read into {@code -h*x}. */
final class HelpOptions {
    @Option(names = "--help", usageHelp = true, description = "Show this help message and exit.")
    private boolean help;

    @Option(names = "--version", versionHelp = true, description = "Print version information and exit.")
    private boolean version;
}
