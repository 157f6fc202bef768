package dev.warren.chaos.agent;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Import;

/** The worker of a campaign: the ordinary one, hosting the test agents of this package. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(TestAgents.class)
public class ChaosWorker {

    /** Settings as of the packaged worker, and {@code WARREN_CHAOS_EFFECTS}, the directory of the effect logs. */
    public static void main(String[] arguments) {
        new SpringApplicationBuilder(ChaosWorker.class)
                .properties("spring.config.name=warren-worker,application")
                .run(arguments);
    }
}
