package dev.fluxion.cli.house;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import dev.fluxion.symbolic.Expression;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Modules depend to the left only, and on no third party that is not theirs. */
class ArchitectureTest {
    /** Every module with the packages it may use besides its own and the JDK's. */
    private static final Map<String, List<String>> MAY_USE = Map.of(
            "grammar", List.of("org.antlr.v4.runtime.."),
            "symbolic", List.of("dev.fluxion.grammar..", "org.apache.commons.numbers.."),
            "codegen", List.of("dev.fluxion.grammar..", "dev.fluxion.symbolic.."),
            "nn", List.of("dev.fluxion.grammar..", "dev.fluxion.symbolic..", "dev.fluxion.codegen..",
                    "com.fasterxml.jackson.core..", "org.apache.commons.csv.."),
            "typeset", List.of("dev.fluxion.grammar..", "dev.fluxion.symbolic..", "dev.fluxion.codegen..", "org.scilab.forge.jlatexmath.."),
            "cli", List.of("dev.fluxion..", "picocli..", "org.jline..", "me.tongfei.progressbar..", "com.fasterxml.jackson.."));

    private static JavaClasses project;

    @BeforeAll
    static void readClasses() {
        project = new ClassFileImporter().withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("dev.fluxion");
    }

    @TestFactory
    Stream<DynamicTest> everyModuleUsesOnlyWhatIsToItsLeft() {
        return MAY_USE.entrySet().stream().map(entry -> DynamicTest.dynamicTest(entry.getKey(), () -> checkUses(entry.getKey(), entry.getValue())));
    }

    private static void checkUses(String module, List<String> others) {
        String[] allowed = Stream.concat(Stream.of("dev.fluxion." + module + "..", "java..", "javax..", "org.w3c.dom..", "jdk.incubator.vector.."), others.stream())
                .toArray(String[]::new);
        classes().that().resideInAPackage("dev.fluxion." + module + "..")
                .should().onlyDependOnClassesThat(resideInAnyPackage(allowed))
                .check(project);
    }

    @Test
    void theEntryForJavaUsesTheModulesItStandsFor() {
        classes().that().resideInAPackage("dev.fluxion")
                .should().onlyDependOnClassesThat(resideInAnyPackage("dev.fluxion", "dev.fluxion.grammar..", "dev.fluxion.symbolic..", "dev.fluxion.codegen..", "java.."))
                .check(project);
        noClasses().that().resideInAnyPackage("dev.fluxion.grammar..", "dev.fluxion.symbolic..", "dev.fluxion.codegen..", "dev.fluxion.nn..", "dev.fluxion.typeset..")
                .should().dependOnClassesThat().resideInAPackage("dev.fluxion").check(project);
    }

    // The grammar's second package is what ANTLR generates, which calls back.
    @TestFactory
    Stream<DynamicTest> packagesOfAModuleDependOneWay() {
        return Stream.of("codegen", "nn", "typeset", "cli").map(module -> DynamicTest.dynamicTest(module,
                () -> slices().assignedFrom(new PackagesOf("dev.fluxion." + module)).should().beFreeOfCycles().check(project)));
    }

    // An expression offers what the engine above it can do as methods of its own, and asks the evaluator whether a number is infinite.
    @Test
    void packagesOfTheSymbolicCoreDependOneWay() {
        slices().assignedFrom(new PackagesOf("dev.fluxion.symbolic")).should().beFreeOfCycles()
                .ignoreDependency(type(Expression.class), resideInAPackage("dev.fluxion.symbolic.."))
                .ignoreDependency(name("dev.fluxion.symbolic.Infinite"), resideInAPackage("dev.fluxion.symbolic.evaluate")).check(project);
    }

    private record PackagesOf(String root) implements SliceAssignment {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            String name = type.getPackageName();
            return name.equals(root) || name.startsWith(root + ".") ? SliceIdentifier.of(name) : SliceIdentifier.ignore();
        }

        @Override
        public String getDescription() {
            return "packages of " + root;
        }
    }

    @Test
    void onlyTheCommandPrints() {
        noClasses().that().resideOutsideOfPackage("dev.fluxion.cli..")
                .should().accessField(System.class, "out").orShould().accessField(System.class, "err")
                .check(project);
    }

    @Test
    void everyModuleWasRead() {
        assertThat(MAY_USE.keySet()).allSatisfy(module -> assertThat(project)
                .as(module).anyMatch(type -> type.getPackageName().startsWith("dev.fluxion." + module)));
    }
}
