package dev.warren.worker.trace;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;
import org.springframework.context.EnvironmentAware;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/**
 * Lets Spring Boot set up the tracing of the runnable service only where an endpoint is configured, so that it costs nothing elsewhere. Left out even
 * there is what would make a span of every request and every other observation: the worker records what the gateway has chosen.
 */
class TracingWhereConfigured implements AutoConfigurationImportFilter, EnvironmentAware {

    private static final String ENDPOINT = "management.opentelemetry.tracing.export.otlp.endpoint";
    private static final String TELEMETRY = "org.springframework.boot.opentelemetry.";
    private static final String TRACING = "org.springframework.boot.micrometer.tracing.";
    private static final String OF_OBSERVATIONS = TRACING + "autoconfigure.MicrometerTracingAutoConfiguration";

    private boolean configured;

    @Override
    public void setEnvironment(Environment environment) {
        configured = StringUtils.hasText(environment.getProperty(ENDPOINT));
    }

    @Override
    public boolean[] match(@Nullable String[] candidates, AutoConfigurationMetadata metadata) {
        boolean[] wanted = new boolean[candidates.length];
        for (int i = 0; i < candidates.length; i++) {
            String candidate = candidates[i];
            wanted[i] = candidate == null || isWanted(candidate);
        }
        return wanted;
    }

    private boolean isWanted(String candidate) {
        return candidate.startsWith(TELEMETRY) || candidate.startsWith(TRACING)
                ? configured && !candidate.equals(OF_OBSERVATIONS)
                : true;
    }
}
