package dev.warren.worker;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTests {

    private static final JavaClasses WORKER = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.warren.worker");

    @Test
    void packagesHaveNoCycles() {
        slices().matching("dev.warren.worker.(*)..").should().beFreeOfCycles().check(WORKER);
    }

    @Test
    void gatewayAndWorkerMeetOnlyOnTheWireAndInTheLedger() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.warren.gateway..")
                .because("both change without the other; put what they share into common-model or task-store")
                .check(WORKER);
    }

    @Test
    void whatAuthorsWriteAgainstStandsAlone() {
        noClasses()
                .that()
                .resideInAPackage("dev.warren.worker.agent..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.warren.store..", "org.springframework..", "com.rabbitmq..")
                .because("an agent is tested and understood without broker, ledger and Spring")
                .check(WORKER);
        noClasses()
                .that()
                .resideInAPackage("dev.warren.worker.agent..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.warren.worker.run..", "dev.warren.worker.consume..", "dev.warren.worker.start..")
                .because("authors see the agent package only; the worker depends on it")
                .check(WORKER);
    }

    @Test
    void builtinAgentsAreWrittenLikeAnyAuthors() {
        noClasses()
                .that()
                .resideInAPackage("dev.warren.worker.builtin..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.warren.store..",
                        "dev.warren.worker.run..",
                        "dev.warren.worker.start..",
                        "dev.warren.worker.hosting..")
                .because("they show what dev.warren.worker.agent is enough for")
                .check(WORKER);
    }

    @Test
    void onlyTheLedgersLibraryHoldsSql() {
        classes()
                .that()
                .resideInAPackage("dev.warren.worker..")
                .should()
                .onlyDependOnClassesThat()
                .resideOutsideOfPackage("java.sql..")
                .because("statements belong to task-store")
                .check(WORKER);
    }
}
