package dev.fluxion.cli.house;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
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
                    "com.fasterxml.jackson.core..", "org.apache.commons.math3.."),
            "typeset", List.of("dev.fluxion.grammar..", "dev.fluxion.symbolic..", "org.scilab.forge.jlatexmath.."));

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
