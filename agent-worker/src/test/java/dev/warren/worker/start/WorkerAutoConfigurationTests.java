package dev.warren.worker.start;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.worker.agent.Agent;
import dev.warren.worker.agent.AgentContext;
import dev.warren.worker.agent.AgentDefinition;
import dev.warren.worker.agent.AgentDescription;
import dev.warren.worker.agent.AgentRuntime;
import dev.warren.worker.agent.Outcome;
import dev.warren.worker.broker.BrokerSettings;
import java.util.Set;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcOperations;

/** What the starter does to an application; nothing here has a server, so the worker waits for its ledger. */
class WorkerAutoConfigurationTests {

    private final ApplicationContextRunner application = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(WorkerAutoConfiguration.class))
            .withPropertyValues("warren.worker.grace=0s", "warren.ledger.url=jdbc:postgresql://localhost:1/none");

    @Test
    void startsWithoutAnySettingAndBringsNoConnectionOfItsOwnAsABean() {
        application.withUserConfiguration(Author.class).run(context -> {
            assertThat(context).hasNotFailed().hasSingleBean(WorkerLifecycle.class);
            assertThat(context).doesNotHaveBean(DataSource.class).doesNotHaveBean(ConnectionFactory.class);
            assertThat(context)
                    .doesNotHaveBean(JdbcOperations.class)
                    .doesNotHaveBean(java.util.concurrent.Executor.class);
            assertThat(context.getBean(WorkerLifecycle.class).isRunning()).isTrue();
        });
    }

    @Test
    void refusesAnApplicationWithoutAgents() {
        application.run(context -> assertThat(context).getFailure().rootCause().hasMessageContaining("hosts no agent"));
    }

    @Test
    void refusesTwoAgentsOfOneName() {
        application
                .withUserConfiguration(Author.class)
                .withBean("second", Agent.class, Echo::new)
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .hasMessageContainingAll("'echoAgent'", "'second'"));
    }

    @Test
    void startsWithNothingButARuntimeOfDeclaredAgents() {
        application
                .withBean(AgentRuntime.class, Nothing::new)
                .run(context -> assertThat(context).hasNotFailed().hasSingleBean(WorkerLifecycle.class));
    }

    @Test
    void canBeSwitchedOff() {
        application
                .withPropertyValues("warren.worker.enabled=false")
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(WorkerLifecycle.class));
    }

    @Test
    void refusesSettingsOutOfRangeAndNamesThem() {
        application
                .withUserConfiguration(Author.class)
                .withPropertyValues("warren.worker.slots=0")
                .run(context -> assertThat(context).getFailure().hasStackTraceContaining("slots"));
        application
                .withUserConfiguration(Author.class)
                .withPropertyValues("warren.broker.uri=rabbit")
                .run(context -> assertThat(context).getFailure().hasStackTraceContaining("warren.broker.uri"));
    }

    @Test
    void showsNoPassword() {
        assertThat(new BrokerSettings("amqp://user:secret@broker:5672/%2F", "user", "secret"))
                .hasToString("BrokerSettings[uri=amqp://broker:5672, username=user]");
        assertThat(new LedgerSettings("jdbc:postgresql://ledger/warren?password=secret", "user", "secret", 6)
                        .toString())
                .doesNotContain("secret")
                .contains("jdbc:postgresql://ledger/warren");
    }

    @Configuration(proxyBeanMethods = false)
    static class Author {
        @Bean
        Agent echoAgent() {
            return new Echo();
        }
    }

    private static final class Nothing implements AgentRuntime {
        @Override
        public String kind() {
            return "http";
        }

        @Override
        public Set<String> endpoints() {
            return Set.of();
        }

        @Override
        public Agent agent(AgentDefinition definition) {
            throw new IllegalArgumentException("nothing runs here");
        }
    }

    private static final class Echo implements Agent {
        @Override
        public AgentDescription description() {
            return AgentDescription.named("echo");
        }

        @Override
        public Outcome run(AgentContext context) {
            return Outcome.completed(context.input());
        }
    }
}
