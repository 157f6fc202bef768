package dev.warren.worker.broker;

import jakarta.validation.constraints.NotBlank;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How the worker reaches the broker.
 *
 * @param uri AMQP address: amqp or amqps, host, port and, as the path, the virtual host (%2F for the default one).
 * @param username Login of the worker; the address may hold it instead.
 * @param password Password of that login; the address may hold it instead.
 */
@ConfigurationProperties("warren.broker")
@Validated
public record BrokerSettings(
        @DefaultValue("amqp://localhost:5672") @NotBlank String uri,
        @Nullable String username,
        @Nullable String password) {

    /** The address without what identifies somebody, for logs. */
    public String where() {
        try {
            URI parsed = URI.create(uri);
            return parsed.getScheme() + "://" + parsed.getHost() + ":" + parsed.getPort();
        } catch (IllegalArgumentException e) {
            return "(unreadable)";
        }
    }

    @Override
    public String toString() {
        return "BrokerSettings[uri=" + where() + ", username=" + username + "]";
    }
}
