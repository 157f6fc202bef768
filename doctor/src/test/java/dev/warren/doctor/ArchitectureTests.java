package dev.warren.doctor;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.rabbitmq.client.Channel;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.net.http.HttpRequest;
import org.junit.jupiter.api.Test;

class ArchitectureTests {

    private static final JavaClasses DOCTOR = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.warren.doctor");

    @Test
    void hasNoCyclesBetweenPackages() {
        slices().matching("dev.warren.doctor.(*)..").should().beFreeOfCycles().check(DOCTOR);
    }

    @Test
    void asksTheBrokerByPassiveDeclarationsOnly() {
        noClasses()
                .should()
                .callMethodWhere(target(owner(assignableTo(Channel.class)))
                        .and(target(not(nameMatching("queueDeclarePassive|exchangeDeclarePassive|close|isOpen")))))
                .because("the doctor changes nothing")
                .check(DOCTOR);
    }

    @Test
    void asksOverHttpByGetOnly() {
        noClasses()
                .should()
                .callMethodWhere(target(owner(assignableTo(HttpRequest.Builder.class)))
                        .and(target(nameMatching("POST|PUT|DELETE|method"))))
                .because("the doctor changes nothing")
                .check(DOCTOR);
    }
}
