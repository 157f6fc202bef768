package dev.warren.chaos.agent;

import dev.warren.model.task.RetryPolicy;
import dev.warren.worker.agent.Agent;
import java.nio.file.Path;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Two agents that differ in their queue and their back-off. */
@Configuration(proxyBeanMethods = false)
public class TestAgents {

    /** Agent of most tasks. */
    public static final String SHORT = "chaos-short";
    /** Agent of tasks that run for seconds. */
    public static final String LONG = "chaos-long";

    /** Back-off of an agent's tasks. */
    public static RetryPolicy retryOf(String agent) {
        return switch (agent) {
            case SHORT -> new RetryPolicy(Duration.ofMillis(500), 2, Duration.ofSeconds(4), 0.2);
            case LONG -> RetryPolicy.DEFAULT;
            default -> throw new IllegalArgumentException("no test agent is called " + agent);
        };
    }

    @Bean
    EffectLog effectLog(
            @Value("${warren.chaos.effects}") Path directory, @Value("${warren.worker.name:worker}") String worker) {
        var effects = new EffectLog(directory, worker);
        new NoteStandstills(effects).start();
        return effects;
    }

    @Bean
    Agent shortAgent(EffectLog effects) {
        return new ScriptedAgent(SHORT, retryOf(SHORT), effects);
    }

    @Bean
    Agent longAgent(EffectLog effects) {
        return new ScriptedAgent(LONG, retryOf(LONG), effects);
    }
}
