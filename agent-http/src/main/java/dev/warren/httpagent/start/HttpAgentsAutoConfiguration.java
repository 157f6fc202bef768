package dev.warren.httpagent.start;

import dev.warren.httpagent.call.Endpoint;
import dev.warren.httpagent.call.HttpAgentRuntime;
import dev.warren.model.trace.Traces;
import dev.warren.worker.start.WorkerAutoConfiguration;
import io.opentelemetry.api.OpenTelemetry;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** Lets the worker of this application run the declared HTTP agents whose endpoints its configuration names. */
@AutoConfiguration(before = WorkerAutoConfiguration.class)
@ConditionalOnProperty(name = "warren.worker.enabled", matchIfMissing = true)
@EnableConfigurationProperties(HttpAgentsSettings.class)
public final class HttpAgentsAutoConfiguration {

    @Bean
    HttpAgentRuntime warrenHttpAgentRuntime(HttpAgentsSettings settings, ObjectProvider<OpenTelemetry> telemetry) {
        List<Endpoint> endpoints = (settings.endpoints() == null
                        ? Map.<String, HttpAgentsSettings.EndpointSettings>of()
                        : settings.endpoints())
                .entrySet().stream()
                        .map(endpoint -> new OpenEndpoint(endpoint.getKey(), endpoint.getValue()).open())
                        .toList();
        return new HttpAgentRuntime(endpoints, Traces.of(telemetry.getIfAvailable()));
    }
}
