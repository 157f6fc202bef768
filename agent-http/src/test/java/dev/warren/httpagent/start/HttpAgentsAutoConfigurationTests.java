package dev.warren.httpagent.start;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.httpagent.call.HttpAgentRuntime;
import dev.warren.worker.agent.AgentRuntime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.util.unit.DataSize;

/** What the module adds to an application; the worker itself is not started. */
class HttpAgentsAutoConfigurationTests {

    private static final String ORDERS = "warren.http-agents.endpoints.orders.";

    private final ApplicationContextRunner application =
            new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(HttpAgentsAutoConfiguration.class));

    @Test
    void bringsARuntimeThatReachesNothingUntilItIsConfigured() {
        application.run(context ->
                assertThat(context.getBean(AgentRuntime.class).endpoints()).isEmpty());
    }

    @Test
    void reachesTheEndpointsThatAreNamed() {
        application
                .withPropertyValues(
                        ORDERS + "url=https://agents.example/v1/",
                        ORDERS + "token=secret",
                        "warren.http-agents.endpoints.local.url=http://localhost:9000",
                        "warren.http-agents.endpoints.local.allow-http=true",
                        "warren.http-agents.endpoints.local.allow-private=127.0.0.0/8,::1",
                        "warren.http-agents.endpoints.local.connect-timeout=1s",
                        "warren.http-agents.endpoints.local.silence-timeout=1m",
                        "warren.http-agents.endpoints.local.timeout=5m",
                        "warren.http-agents.endpoints.local.max-response-size=1MB")
                .run(context -> assertThat(
                                context.getBean(HttpAgentRuntime.class).endpoints())
                        .containsExactlyInAnyOrder("orders", "local"));
    }

    @Test
    void takesItsSettingsFromTheEnvironment() {
        application
                .withInitializer(context -> context.getEnvironment()
                        .getPropertySources()
                        .addFirst(new SystemEnvironmentPropertySource(
                                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                                Map.of(
                                        "WARREN_HTTPAGENTS_ENDPOINTS_ORDERS_URL", "https://agents.example",
                                        "WARREN_HTTPAGENTS_ENDPOINTS_ORDERS_TOKEN", "secret"))))
                .run(context -> assertThat(
                                context.getBean(HttpAgentRuntime.class).endpoints())
                        .containsExactly("orders"));
    }

    @Test
    void isGoneWithTheWorker() {
        application
                .withPropertyValues("warren.worker.enabled=false")
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(AgentRuntime.class));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            url             | http://agents.example        | orders.url: The URL must begin with https://
            url             | https://u:secret@a.example   | orders.url: The URL must hold no user
            url             | https://127.1/               | orders.url: The URL must name a host
            url             | https://agents.example?a=b   | orders.url: must hold no ?query
            url             | ' '                          | url
            allow-private   | localhost                    | orders.allow-private: An address range looks like
            allow-private   | 10.0.0.1/8                   | orders.allow-private: 10.0.0.1/8 is no range
            token           | 'secret twice'               | orders.token: must have no spaces
            timeout         | 0s                           | orders.timeout: must be above 0
            connect-timeout | -1s                          | orders.connect-timeout: must be above 0
            silence-timeout | 0s                           | orders.silence-timeout: must be above 0
            max-response-size | 0                          | orders.max-response-size: must be above 0
            """)
    void stopsTheStartWhereASettingIsWrongAndNamesIt(String setting, String value, String complaint) {
        application
                .withPropertyValues(ORDERS + "url=https://agents.example", ORDERS + setting + "=" + value)
                .run(context -> assertThat(context)
                        .getFailure()
                        .hasStackTraceContaining(complaint)
                        .satisfies(failure -> assertThat(stackTrace(failure)).doesNotContain("secret")));
    }

    @Test
    void refusesANameThatNoAgentCouldUse() {
        application
                .withPropertyValues("warren.http-agents.endpoints.[Big Orders].url=https://agents.example")
                .run(context -> assertThat(context)
                        .getFailure()
                        .hasStackTraceContaining("The name of an HTTP endpoint must match"));
    }

    @Test
    void showsNoToken() {
        var settings = new HttpAgentsSettings.EndpointSettings(
                "https://agents.example",
                "secret",
                List.of(),
                false,
                Duration.ofSeconds(5),
                null,
                null,
                DataSize.ofMegabytes(8));

        assertThat(new HttpAgentsSettings(Map.of("orders", settings)).toString())
                .doesNotContain("secret")
                .contains("token=***");
        assertThat(new OpenEndpoint("orders", settings).open().toString()).doesNotContain("secret");
    }

    private static String stackTrace(Throwable failure) {
        var text = new java.io.StringWriter();
        failure.printStackTrace(new java.io.PrintWriter(text));
        return text.toString();
    }
}
