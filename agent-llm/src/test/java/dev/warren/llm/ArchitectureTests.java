package dev.warren.llm;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTests {

    private static final JavaClasses LLM = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.warren.llm");

    @Test
    void packagesHaveNoCycles() {
        slices().matching("dev.warren.llm.(*)..").should().beFreeOfCycles().check(LLM);
    }

    @Test
    void isWrittenLikeAnyAuthorsAgents() {
        noClasses()
                .that()
                .resideInAnyPackage("dev.warren.llm.agent..", "dev.warren.llm.endpoint..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.warren.store..",
                        "dev.warren.worker.run..",
                        "dev.warren.worker.start..",
                        "dev.warren.worker.hosting..")
                .because("dev.warren.worker.agent is all that an agent needs of the worker")
                .check(LLM);
    }

    @Test
    void onlyEndpointsKnowTheVendorsLibraries() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.warren.llm.endpoint..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "com.openai..",
                        "com.anthropic..",
                        "org.springframework.ai.openai..",
                        "org.springframework.ai.anthropic..",
                        "org.springframework.ai.ollama..")
                .because("a conversation goes on whatever the wire format")
                .check(LLM);
    }
}
