package dev.warren.worker.builtin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.warren.worker.agent.Agent;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;

class BuiltinAgentsTests {

    private final ApplicationContextRunner application =
            new ApplicationContextRunner().withUserConfiguration(BuiltinAgents.class);

    @Test
    void areThereByDefaultButForTheOneThatKillsItsWorker() {
        application.run(context -> assertThat(names(context)).containsExactly("echo", "probe", "summarizer"));
    }

    @Test
    void areThoseThatTheConfigurationNames() {
        application
                .withPropertyValues("warren.worker.builtin-agents=summarizer,echo")
                .run(context -> assertThat(names(context)).containsExactly("echo", "summarizer"));
    }

    @Test
    void includeTheOneThatKillsItsWorkerWhereTheConfigurationNamesIt() {
        application
                .withPropertyValues("warren.worker.builtin-agents=probe,poison")
                .run(context -> assertThat(names(context)).containsExactly("poison", "probe"));
    }

    @Test
    void areNoneWhereTheConfigurationNamesNone() {
        application
                .withPropertyValues("warren.worker.builtin-agents=")
                .run(context -> assertThat(names(context)).isEmpty());
    }

    @Test
    @ExtendWith(OutputCaptureExtension.class)
    void unknownOneStopsTheStartNamingThoseThereAre(CapturedOutput output) {
        var service = new SpringApplicationBuilder(BuiltinAgents.class).web(WebApplicationType.NONE);

        assertThatThrownBy(() -> service.run("--warren.worker.builtin-agents=echo,ekko"));
        assertThat(output).contains("warren.worker.builtin-agents", "ekko", "ECHO", "PROBE", "SUMMARIZER");
    }

    @Test
    void haveDescriptionsAndSchemas() {
        application
                .withPropertyValues("warren.worker.builtin-agents=echo,summarizer,probe,poison")
                .run(context -> assertThat(context.getBeansOfType(Agent.class).values())
                        .extracting(Agent::description)
                        .allSatisfy(agent -> {
                            assertThat(agent.description()).isNotBlank();
                            assertThat(agent.capabilities()).isNotEmpty();
                            assertThat(agent.inputSchema()).isNotNull();
                            assertThat(agent.outputSchema()).isNotNull();
                        }));
    }

    private static List<String> names(ApplicationContext context) {
        return context.getBeansOfType(Agent.class).values().stream()
                .map(agent -> agent.description().name())
                .sorted()
                .toList();
    }
}
