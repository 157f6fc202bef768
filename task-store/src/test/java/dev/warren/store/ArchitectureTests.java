package dev.warren.store;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTests {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.warren.store");

    @Test
    void hasNoCyclesBetweenPackages() {
        slices().matching("dev.warren.store.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void knowsNeitherGatewayNorWorker() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.warren.gateway..", "dev.warren.worker..")
                .because("they depend on the ledger, not the other way round")
                .check(CLASSES);
    }

    @Test
    void needsNoSpringBoot() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.springframework.boot..")
                .because("an author's application that has this library must not find anything configured by it")
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
