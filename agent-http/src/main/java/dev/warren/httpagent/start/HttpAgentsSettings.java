package dev.warren.httpagent.start;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * The HTTP endpoints that this worker reaches.
 *
 * @param endpoints Endpoints by their names, as declared agents name them.
 */
@ConfigurationProperties("warren.http-agents")
@Validated
record HttpAgentsSettings(@Nullable Map<String, @Valid EndpointSettings> endpoints) {

    /**
     * Where agents are, and what a call may cost.
     *
     * @param url Address of the agents, https unless plain HTTP is allowed; the path of an agent is appended.
     * @param token Bearer token that goes with every call.
     * @param allowPrivate Ranges of addresses that may be called although they are not public, such as 10.0.0.0/8.
     * @param allowHttp Whether the address may be http, and the token be sent in the clear.
     * @param connectTimeout For finding the address, for the connection, and for its TLS handshake, each.
     * @param silenceTimeout Longest time without a byte of the answer; as long as the call may take where none is given.
     * @param timeout Longest call; as long as the task's attempt may take where none is given.
     * @param maxResponseSize Most bytes of one answer, progress and tokens included.
     */
    record EndpointSettings(
            @NotBlank String url,
            @Nullable String token,
            @DefaultValue List<String> allowPrivate,
            @DefaultValue("false") boolean allowHttp,
            @DefaultValue("5s") @NotNull Duration connectTimeout,
            @Nullable Duration silenceTimeout,
            @Nullable Duration timeout,
            @DefaultValue("8MB") @NotNull DataSize maxResponseSize) {

        @Override
        public String toString() {
            return "EndpointSettings[token=" + (token == null ? "none" : "***") + ", allowPrivate=" + allowPrivate
                    + ", allowHttp=" + allowHttp + "]";
        }
    }
}
