package dev.warren.gateway;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.web.bind.annotation.RestController;

class ArchitectureTests {

    private static final JavaClasses GATEWAY = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.warren.gateway");

    @Test
    void hasNoCyclesBetweenPackages() {
        slices().matching("dev.warren.gateway.(*)..").should().beFreeOfCycles().check(GATEWAY);
    }

    @Test
    void knowsNothingOfTheWorker() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.warren.worker..")
                .because("gateway and worker meet on the wire and in the ledger only: use common-model or task-store")
                .check(GATEWAY);
    }

    @Test
    void speaksJacksonThree() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.fasterxml.jackson.databind..")
                .because("Jackson 3 lives in tools.jackson")
                .check(GATEWAY);
    }

    @Test
    void logsThroughSlf4j() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.util.logging..")
                .because("use org.slf4j")
                .check(GATEWAY);
    }

    @Test
    void injectsThroughConstructors() {
        noFields()
                .should()
                .beAnnotatedWith(Autowired.class)
                .because("a constructor shows what a class needs, and works without Spring")
                .check(GATEWAY);
    }

    @Test
    void keepsControllersToThemselves() {
        classes()
                .that()
                .areAnnotatedWith(RestController.class)
                .should()
                .bePackagePrivate()
                .because("nothing but Spring calls a controller")
                .check(GATEWAY);
    }
}
