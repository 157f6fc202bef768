package dev.warren.llm.start;

import dev.warren.llm.agent.LlmRuntime;
import dev.warren.llm.endpoint.LlmSettings;
import dev.warren.model.trace.Traces;
import dev.warren.worker.start.WorkerAutoConfiguration;
import io.opentelemetry.api.OpenTelemetry;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.ai.tool.ToolCallback;
import org.springframework.ai.tool.ToolCallbackProvider;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/**
 * Makes the worker run declared agents of kind {@code llm} on the endpoints of {@code warren.llm.endpoints}, with the
 * application's {@link ToolCallback} beans as tools.
 */
@AutoConfiguration(before = WorkerAutoConfiguration.class)
@EnableConfigurationProperties(LlmSettings.class)
public final class LlmAutoConfiguration {

    @Bean
    LlmRuntime warrenLlmRuntime(
            LlmSettings settings,
            ObjectProvider<ToolCallback> tools,
            ObjectProvider<ToolCallbackProvider> providers,
            ObjectProvider<OpenTelemetry> telemetry) {
        Stream<ToolCallback> provided = providers.stream().flatMap(provider -> Stream.of(provider.getToolCallbacks()));
        List<ToolCallback> all = Stream.concat(tools.orderedStream(), provided).toList();
        return new LlmRuntime(settings, all, Traces.of(telemetry.getIfAvailable()));
    }
}
