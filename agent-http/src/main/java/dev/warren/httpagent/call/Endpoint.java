package dev.warren.httpagent.call;

import dev.warren.outbound.OutboundClient;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where agents are, as the worker's operator says.
 *
 * @param name as declared agents name it
 * @param url without a slash at its end; an agent's path is appended
 * @param token sent as a bearer token, null for none
 * @param timeout longest whole exchange, null for as long as an attempt has
 * @param client calls nothing but what the operator allows for this endpoint
 */
public record Endpoint(
        String name,
        String url,
        @Nullable String token,
        @Nullable Duration timeout,
        OutboundClient client) {

    @Override
    public String toString() {
        return "Endpoint[name=" + name + "]";
    }
}
