package dev.fluxion.cli.house;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fluxion.grammar.Tree;
import dev.fluxion.symbolic.Condition;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.operator.Operator;
import dev.fluxion.symbolic.operator.Operators;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The form of the sources, where it can be counted. */
class HouseRulesTest {
    private static final int LONGEST_FILE = 400;
    private static final int LONGEST_METHOD = 60;
    private static final Pattern FORBIDDEN = Pattern.compile("\\b(TODO|FIXME|XXX|HACK)\\b");
    private static final String TABLE = "symbolic-core/src/main/java/dev/fluxion/symbolic/operator/";

    /** Names of letters that are names of functions too. */
    private static final Set<String> ROW_MAKERS = Set.of("elementwise", "reduction", "matrix");
    private static final Set<String> COLUMNS_WITH_NAMES = Set.of("inverse", "java", "derivative");
    private static final Set<String> GREEK_LETTERS = Set.of("beta", "gamma");

    /** Packages in which numbers are computed and formulas transformed. */
    private static final Set<String> MATHEMATICAL = Set.of("algebra", "asymptotic", "calculus", "distribution", "evaluate", "integrate", "number", "operator",
            "polynomial", "precise", "rewrite", "fit", "kernel", "random", "train");

    /** Classes of these packages that hold no formula and no algorithm of the literature: they read, keep, name, arrange and hand on. */
    private static final Set<String> WITHOUT_MATHEMATICS = Set.of("calculus.RowFormulas", "calculus.RuleNotes", "calculus.Template",
            "calculus.Tidying", "fit.FittedModel", "algebra.FormulaTable", "algebra.Parts", "integrate.Search", "integrate.Signs", "integrate.Solution",
            "kernel.Helper", "kernel.Share", "kernel.WorkerPool", "operator.Operator", "operator.OperatorBuilder", "operator.Operators", "rewrite.Assumptions",
            "rewrite.RuleSet",
            "evaluate.Value", "number.Numeral", "train.Checkpoint", "train.CompiledKernels", "train.StepBuffers", "train.TrainingRun");

    /** A class below this length has no room for an algorithm that needs a source. */
    private static final int SHORT = 60;

    // A source is a section of the handbook of functions, a work with its year, or the definition; it stands in a comment.
    private static final Pattern SOURCE = Pattern.compile("^\\s*(/?\\*|//).*(DLMF|\\b(1[6-9]|20)\\d\\d\\b|[Bb]y definition)");

    @Test
    void thereAreSourcesToLookAt() throws IOException {
        assertThat(ProductionSources.files(".java")).hasSizeGreaterThan(50);
        assertThat(ProductionSources.methods()).hasSizeGreaterThan(500);
        assertThat(ProductionSources.texts()).hasSizeGreaterThan(500);
    }

    @Test
    void noFileIsLongerThan400Lines() throws IOException {
        assertThat(ProductionSources.files(".java", ".g4", ".flx"))
                .filteredOn(file -> file.lines().size() > LONGEST_FILE)
                .extracting(file -> file.name() + ": " + file.lines().size() + " lines")
                .isEmpty();
    }

    @Test
    void noMethodIsLongerThanAScreen() throws IOException {
        assertThat(ProductionSources.methods())
                .filteredOn(method -> method.lines() > LONGEST_METHOD)
                .extracting(method -> method.path().getFileName() + " " + method.name() + ": " + method.lines() + " lines")
                .isEmpty();
    }

    @Test
    void nothingIsLeftToBeDoneInAComment() throws IOException {
        assertThat(ProductionSources.files(".java", ".g4", ".flx", ".properties", ".txt"))
                .filteredOn(file -> file.lines().stream().anyMatch(FORBIDDEN.asPredicate()))
                .extracting(ProductionSources.SourceFile::name)
                .isEmpty();
    }

    // A case that is new must break the build where it matters: what is left to all others is refused, or nothing is found, or it is handed on as it is.
    @Test
    void whatNoCaseOfASealedTypeTakesIsNeverAnsweredForAllAlike() throws IOException {
        Set<String> sealed = Stream.of(Expression.class, Condition.class, Tree.class).flatMap(type -> Stream.of(type.getPermittedSubclasses()))
                .flatMap(type -> type.isMemberClass() ? Stream.of(type.getEnclosingClass().getSimpleName() + "." + type.getSimpleName(), type.getSimpleName())
                        : Stream.of(type.getSimpleName())).collect(Collectors.toUnmodifiableSet());
        List<ProductionSources.Fallback> fallbacks = ProductionSources.fallbacks().stream().filter(each -> each.types().stream().anyMatch(sealed::contains)).toList();
        assertThat(fallbacks).hasSizeGreaterThan(20);
        assertThat(fallbacks).filteredOn(each -> !isHandedOn(each)).extracting(each -> each.path().getFileName() + ": default -> " + each.body()).isEmpty();
    }

    private static boolean isHandedOn(ProductionSources.Fallback fallback) {
        String selector = fallback.selector().replaceAll("^\\W*(\\w+).*", "$1");
        return fallback.body().contains("throw ") || fallback.body().matches("(?:yield )?Optional\\w*\\.empty\\(\\);?")
                || Pattern.compile("\\b" + selector + "\\b").matcher(fallback.body()).find();
    }

    // The end of all work is not survived: whoever catches a mistake in the engine says which ones are meant, or asks the budget whether to go on.
    @Test
    void whoeverCatchesAMistakeInTheEngineLooksAtIt() throws IOException {
        List<ProductionSources.Catch> catches = ProductionSources.catches().stream().filter(each -> each.path().toString().contains("symbolic-core")).toList();
        assertThat(catches).hasSizeGreaterThan(60);
        assertThat(catches).filteredOn(each -> !Pattern.compile("\\b" + each.exception() + "\\b|\\.check\\(\\)|\\brefused\\(\\)").matcher(each.body()).find())
                .extracting(each -> each.path().getFileName() + ": " + each.body()).isEmpty();
    }

    @Test
    void namesOfFunctionsAreTypedInTheTableAlone() throws IOException {
        Set<String> names = Operators.rows().map(Operator::name).collect(Collectors.toUnmodifiableSet());
        assertThat(names).contains("tanh", "softmax");
        assertThat(ProductionSources.texts())
                .filteredOn(text -> !text.path().toString().contains(TABLE) && mentions(text.value(), names))
                .extracting(text -> text.path().getFileName() + ": \"" + text.value() + "\"")
                .isEmpty();
    }

    @Test
    void theTableNamesEachFunctionInItsRowAlone() throws IOException {
        Set<String> names = Operators.rows().map(Operator::name).collect(Collectors.toUnmodifiableSet());
        List<ProductionSources.Text> named = ProductionSources.texts().stream()
                .filter(text -> text.path().toString().contains(TABLE) && names.contains(text.value())).toList();
        assertThat(named).filteredOn(text -> !ROW_MAKERS.contains(text.argumentOf()) && !COLUMNS_WITH_NAMES.contains(text.argumentOf()))
                .extracting(text -> text.path().getFileName() + ": \"" + text.value() + "\"")
                .isEmpty();
        assertThat(named).filteredOn(text -> ROW_MAKERS.contains(text.argumentOf()))
                .extracting(text -> text.argumentOf() + " " + text.value())
                .doesNotHaveDuplicates().hasSizeGreaterThan(60);
    }

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
    void whatIsThrownIsDescribed() throws IOException {
        assertThat(PublicDocumentation.items()).filteredOn(item -> !item.untold().isEmpty())
                .extracting(item -> item.place() + ": " + item.untold()).isEmpty();
    }

    @Test
    void arraysOfNumbersSayTheirLength() throws IOException {
        assertThat(PublicDocumentation.items()).filteredOn(item -> !item.arrays().isEmpty())
                .extracting(item -> item.place() + ": " + item.arrays()).isEmpty();
    }

    @Test
    void everyExportedPackageSaysWhatBecomesOfNull() throws IOException {
        Set<String> exported = PublicDocumentation.exportedPackages();
        List<ProductionSources.SourceFile> silent = ProductionSources.files("package-info.java").stream()
                .filter(file -> exported.stream().anyMatch(name -> file.lines().contains("package " + name + ";")))
                .filter(file -> file.lines().stream().noneMatch(line -> line.matches(".*\\bnulls?\\b.*"))).toList();
        assertThat(exported).hasSizeGreaterThan(20);
        assertThat(silent).extracting(ProductionSources.SourceFile::name).isEmpty();
    }

    @Test
    void mathematicsNamesItsSource() throws IOException {
        List<ProductionSources.SourceFile> files = ProductionSources.files(".java").stream()
                .filter(file -> MATHEMATICAL.contains(file.path().getParent().getFileName().toString()))
                .filter(file -> file.lines().size() >= SHORT && !WITHOUT_MATHEMATICS.contains(className(file.path()))).toList();
        assertThat(files).hasSizeGreaterThan(80);
        assertThat(files).filteredOn(file -> file.lines().stream().noneMatch(line -> SOURCE.matcher(line).find()))
                .extracting(ProductionSources.SourceFile::name).isEmpty();
    }

    @Test
    void exceptionsFromTheRuleOfSourcesExist() throws IOException {
        assertThat(ProductionSources.files(".java").stream().map(file -> className(file.path()))).containsAll(WITHOUT_MATHEMATICS);
    }

    private static String className(Path path) {
        return path.getParent().getFileName() + "." + path.getFileName().toString().replace(".java", "");
    }

    /** A text is a function's name, or writes a call of it; examples of the command in its help do. */
    private static boolean mentions(String text, Set<String> names) {
        if (text.startsWith("  ") && text.contains("fluxion ") || GREEK_LETTERS.contains(text)) {
            return false;
        }
        return names.contains(text) || names.stream().anyMatch(name -> Pattern.compile("(?<![\\w\\\\])" + name + "\\(").matcher(text).find());
    }
}
