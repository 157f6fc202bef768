package dev.warren.llm.start;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.llm.agent.LlmRuntime;
import dev.warren.llm.endpoint.EndpointKind;
import dev.warren.llm.endpoint.LlmSettings;
import dev.warren.worker.agent.AgentDefinition;
import dev.warren.worker.agent.AgentRuntime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.tool.ToolCallback;
import org.springframework.ai.tool.ToolCallbackProvider;
import org.springframework.ai.tool.annotation.Tool;
import org.springframework.ai.tool.method.MethodToolCallbackProvider;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.io.ByteArrayResource;
import tools.jackson.databind.json.JsonMapper;

class LlmAutoConfigurationTests {

    private final ApplicationContextRunner application =
            new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(LlmAutoConfiguration.class));

    @Test
    void reachesTheEndpointsThatAreConfigured() {
        application
                .withPropertyValues(
                        "warren.llm.endpoints.main.kind=openai",
                        "warren.llm.endpoints.main.base-url=http://localhost:1/v1",
                        "warren.llm.endpoints.main.api-key=secret",
                        "warren.llm.endpoints.claude.kind=anthropic",
                        "warren.llm.endpoints.local.kind=ollama",
                        "warren.llm.endpoints.local.models=small,large")
                .run(context -> {
                    assertThat(context).hasSingleBean(AgentRuntime.class).doesNotHaveBean(ChatModel.class);
                    LlmRuntime runtime = context.getBean(LlmRuntime.class);
                    assertThat(runtime.kind()).isEqualTo("llm");
                    assertThat(runtime.endpoints()).containsExactlyInAnyOrder("main", "claude", "local");
                    assertThat(context.getBean(LlmSettings.class).toString()).doesNotContain("secret");
                });
    }

    @Test
    void startsWithTheSettingsThatTheGuideShows() {
        application
                .withInitializer(context -> {
                    try {
                        String guide = Files.readString(Path.of("..", "docs", "declare-an-llm-agent.md"));
                        String shown =
                                guide.substring(guide.indexOf("```yaml\n") + 8).split("```", 2)[0];
                        new YamlPropertySourceLoader()
                                .load("guide", new ByteArrayResource(shown.getBytes(UTF_8)))
                                .forEach(context.getEnvironment().getPropertySources()::addLast);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                })
                .run(context -> assertThat(
                                context.getBean(LlmSettings.class).endpoints().get("main"))
                        .isEqualTo(new LlmSettings.Endpoint(
                                EndpointKind.OPENAI,
                                URI.create("http://localhost:8000/v1"),
                                "",
                                Set.of("small", "large"),
                                Duration.ofSeconds(60),
                                4096)));
    }

    @Test
    void readsTheKeyFromTheEnvironment() {
        application
                .withInitializer(context -> context.getEnvironment()
                        .getPropertySources()
                        .addFirst(new SystemEnvironmentPropertySource(
                                "systemEnvironment",
                                Map.of(
                                        "WARREN_LLM_ENDPOINTS_MAIN_KIND", "openai",
                                        "WARREN_LLM_ENDPOINTS_MAIN_APIKEY", "secret"))))
                .run(context -> assertThat(context.getBean(LlmSettings.class)
                                .endpoints()
                                .get("main")
                                .apiKey())
                        .isEqualTo("secret"));
    }

    @Test
    void reachesNothingWithoutConfiguration() {
        application.run(context ->
                assertThat(context.getBean(LlmRuntime.class).endpoints()).isEmpty());
    }

    @Test
    void refusesAnEndpointWithoutItsKind() {
        application
                .withPropertyValues("warren.llm.endpoints.main.base-url=http://localhost:1/v1")
                .run(context -> assertThat(context).getFailure().hasStackTraceContaining("kind"));
    }

    @Test
    void offersTheToolsOfTheApplication() {
        application
                .withUserConfiguration(Author.class)
                .withPropertyValues("warren.llm.endpoints.main.kind=openai")
                .run(context -> assertThat(context.getBean(LlmRuntime.class)
                                .agent(new AgentDefinition(
                                        "a", "1", JsonMapper.shared().readTree("""
                                        {"endpoint": "main", "model": "m", "tools": [{"name": "one"}, {"name": "two"}]}""")))
                                .description()
                                .name())
                        .isEqualTo("a"));
    }

    @Configuration(proxyBeanMethods = false)
    static class Author {

        @Bean
        ToolCallbackProvider provided() {
            return MethodToolCallbackProvider.builder().toolObjects(new One()).build();
        }

        @Bean
        ToolCallback single() {
            return MethodToolCallbackProvider.builder()
                    .toolObjects(new Two())
                    .build()
                    .getToolCallbacks()[0];
        }
    }

    static class One {
        @Tool(name = "one", description = "One.")
        String one() {
            return "1";
        }
    }

    static class Two {
        @Tool(name = "two", description = "Two.")
        String two() {
            return "2";
        }
    }
}
