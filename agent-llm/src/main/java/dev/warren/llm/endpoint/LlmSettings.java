package dev.warren.llm.endpoint;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Which language models the worker reaches.
 *
 * @param endpoints Endpoints of models by the name that declared agents use for them.
 */
@ConfigurationProperties("warren.llm")
@Validated
public record LlmSettings(@DefaultValue Map<String, @Valid Endpoint> endpoints) {

    /**
     * One endpoint.
     *
     * @param kind Wire format that the endpoint speaks.
     * @param baseUrl Address of the endpoint; that of its maker where none is given. With the /v1 where the kind is openai.
     * @param apiKey Key that the endpoint asks for; none is sent where it is empty. It never leaves the worker otherwise.
     * @param models Names of the models that agents may use; empty for any.
     * @param timeout How long the endpoint may stay silent, before its first word and between two.
     * @param maxTokens Longest reply in tokens where an agent does not say; Anthropic alone must be told.
     */
    public record Endpoint(
            @NotNull EndpointKind kind,
            @Nullable URI baseUrl,
            @DefaultValue("") String apiKey,
            @DefaultValue Set<String> models,
            @DefaultValue("60s") Duration timeout,
            @DefaultValue("4096") int maxTokens) {

        public Endpoint {
            // Files of secrets like to end with a new line, which no header may have.
            apiKey = apiKey.strip();
        }

        URI address() {
            return baseUrl == null ? kind.home() : baseUrl;
        }

        @Override
        public String toString() {
            return "Endpoint[kind=" + kind + ", baseUrl=" + address().getScheme() + "://"
                    + address().getHost()
                    + ", apiKey=" + (apiKey.isEmpty() ? "none" : "***") + ", models=" + models + ", timeout=" + timeout
                    + "]";
        }
    }
}
