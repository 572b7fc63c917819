package dev.fluxion.cli.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the documentation of the sources must say, where it can be counted. */
class DocumentationRulesTest {
    /** Packages in which numbers are computed and formulas transformed. */
    private static final Set<String> MATHEMATICAL = Set.of("algebra", "asymptotic", "calculus", "distribution", "evaluate", "integrate", "number", "operator",
            "polynomial", "precise", "rewrite", "fit", "kernel", "random", "train");

    /** Classes of these packages that hold no formula and no algorithm of the literature: they read, keep, name, arrange and hand on. */
    private static final Set<String> WITHOUT_MATHEMATICS = Set.of("calculus.RowFormulas", "calculus.RuleNotes", "calculus.Template",
            "calculus.Tidying", "fit.FittedModel", "integrate.FormulaTable", "integrate.Parts", "integrate.Search", "integrate.Signs", "integrate.Solution",
            "kernel.WorkerPool", "operator.Operator", "operator.OperatorBuilder", "operator.Operators", "rewrite.Assumptions", "rewrite.RuleSet",
            "train.Checkpoint", "train.CompiledKernels", "train.StepBuffers", "train.TrainingRun");

    /** A class below this length has no room for an algorithm that needs a source. */
    private static final int SHORT = 60;

    // A source is a section of the handbook, a work with its year, another class that has one, or the definition.
    private static final Pattern SOURCE = Pattern.compile("Source:.*?(DLMF|\\b1[5-9]\\d\\d\\b|\\b20\\d\\d\\b|by definition)",
            Pattern.DOTALL | Pattern.CASE_INSENSITIVE);

    @Test
    void allThatIsPublicIsDescribed() throws IOException {
        List<PublicDocumentation.Item> items = PublicDocumentation.items();
        assertThat(items).hasSizeGreaterThan(800);
        assertThat(items).filteredOn(item -> !item.described()).extracting(PublicDocumentation.Item::place).isEmpty();
    }

    @Test
    void componentsOfRecordsAndCheckedExceptionsAreDescribed() throws IOException {
        assertThat(PublicDocumentation.items()).filteredOn(item -> !item.undocumented().isEmpty())
                .extracting(item -> item.place() + ": " + item.undocumented()).isEmpty();
    }

    @Test
    void mathematicsNamesItsSource() throws IOException {
        List<ProductionSources.SourceFile> files = ProductionSources.files(".java").stream()
                .filter(file -> MATHEMATICAL.contains(file.path().getParent().getFileName().toString()))
                .filter(file -> file.lines().size() >= SHORT && !WITHOUT_MATHEMATICS.contains(className(file.path()))).toList();
        assertThat(files).hasSizeGreaterThan(80);
        assertThat(files).filteredOn(file -> !SOURCE.matcher(String.join("\n", file.lines())).find())
                .extracting(ProductionSources.SourceFile::name).isEmpty();
    }

    @Test
    void exceptionsFromTheRuleOfSourcesExist() throws IOException {
        assertThat(ProductionSources.files(".java").stream().map(file -> className(file.path()))).containsAll(WITHOUT_MATHEMATICS);
    }

    private static String className(Path path) {
        return path.getParent().getFileName() + "." + path.getFileName().toString().replace(".java", "");
    }
}
