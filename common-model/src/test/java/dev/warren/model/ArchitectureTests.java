package dev.warren.model;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTests {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.warren.model");

    @Test
    void hasNoCyclesBetweenPackages() {
        slices().matching("dev.warren.model.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void needsNoSpring() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.springframework..", "jakarta.persistence..")
                .because("the contract is for everybody who speaks to Warren")
                .check(CLASSES);
    }

    @Test
    void speaksJacksonThree() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.fasterxml.jackson.databind..")
                .because("Jackson 3 lives in tools.jackson")
                .check(CLASSES);
    }
}
