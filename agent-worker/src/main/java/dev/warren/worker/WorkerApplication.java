package dev.warren.worker;

import dev.warren.model.trace.LogField;
import dev.warren.worker.builtin.BuiltinAgents;
import io.micrometer.tracing.otel.bridge.Slf4JEventListener;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The worker as a service of its own, with the built-in agents. Its settings have their defaults in warren-worker.yaml. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(BuiltinAgents.class)
public class WorkerApplication {

    /** Lines that the log gets while an agent runs name the span too. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(Slf4JEventListener.class)
    static class LogSpans {

        @Bean
        Slf4JEventListener namesOfLogFields() {
            return new Slf4JEventListener(LogField.TRACE_ID, LogField.SPAN_ID);
        }
    }

    public static void main(String[] arguments) {
        // A name of its own: an application.yaml in this jar would become that of every author's application.
        new SpringApplicationBuilder(WorkerApplication.class)
                .properties("spring.config.name=warren-worker,application")
                .run(arguments);
    }
}
