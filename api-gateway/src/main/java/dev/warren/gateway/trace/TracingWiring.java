package dev.warren.gateway.trace;

import dev.warren.model.trace.Traces;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Tracing as {@link TracingWhereConfigured} leaves it. */
@Configuration(proxyBeanMethods = false)
class TracingWiring {

    @Bean
    Traces traces(ObjectProvider<OpenTelemetry> telemetry) {
        return Traces.of(telemetry.getIfAvailable());
    }

    /** Who begins a trace has decided already that it is to be recorded. */
    @Bean
    Sampler sampler() {
        return Sampler.parentBased(Sampler.alwaysOn());
    }
}
