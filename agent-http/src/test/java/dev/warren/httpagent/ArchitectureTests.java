package dev.warren.httpagent;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTests {

    private static final JavaClasses HTTP_AGENTS = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.warren.httpagent");

    @Test
    void packagesHaveNoCycles() {
        slices().matching("dev.warren.httpagent.(*)..")
                .should()
                .beFreeOfCycles()
                .check(HTTP_AGENTS);
    }

    @Test
    void itIsWrittenAgainstWhatAuthorsSee() {
        noClasses()
                .that()
                .resideInAnyPackage("dev.warren.httpagent.wire..", "dev.warren.httpagent.call..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.warren.store..", "org.springframework..", "dev.warren.worker.start..")
                .because("an agent over HTTP is an agent like any other; only its configuration is Spring's")
                .check(HTTP_AGENTS);
    }

    @Test
    void whatGoesOutGoesThroughTheGuard() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.net.http..", "org.apache.hc..", "javax.net..")
                .because("dev.warren.outbound is the one way out")
                .check(HTTP_AGENTS);
    }
}
