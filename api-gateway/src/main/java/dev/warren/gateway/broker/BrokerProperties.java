package dev.warren.gateway.broker;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How to reach RabbitMQ.
 *
 * @param uri address as {@code amqp://user:password@host:5672/vhost}, or {@code amqps} for TLS, which checks the
 *     broker's certificate and name against the trust store of the JVM
 * @param username user to log in as, instead of the URI's
 * @param password password, instead of the URI's
 * @param connectionTimeout how long to wait for a connection
 * @param heartbeat how often either side shows that it lives; two missed ones end the connection
 */
@Validated
@ConfigurationProperties("warren.broker")
record BrokerProperties(
        @NotBlank String uri,
        @Nullable String username,
        @Nullable String password,

        @DefaultValue("5s") @NotNull @DurationMin(millis = 1) @DurationMax(minutes = 5)
        Duration connectionTimeout,

        @DefaultValue("10s") @NotNull @DurationMin(seconds = 1) @DurationMax(minutes = 5)
        Duration heartbeat) {

    BrokerProperties {
        if (uri != null && !uri.isBlank()) {
            requireAmqp(uri);
        }
    }

    /** Whether the connection is encrypted. */
    boolean encrypted() {
        return uri.startsWith("amqps:");
    }

    /** The address without user and password, to be shown. */
    String address() {
        return uri.replaceFirst("//[^@/]*@", "//");
    }

    @Override
    public String toString() {
        return "BrokerProperties[uri=" + address() + ", username=" + username + ", connectionTimeout="
                + connectionTimeout + ", heartbeat=" + heartbeat + "]";
    }

    /** Says what is wrong without repeating the value, which may hold a password. */
    private static void requireAmqp(String uri) {
        try {
            URI parsed = new URI(uri);
            if (("amqp".equals(parsed.getScheme()) || "amqps".equals(parsed.getScheme())) && parsed.getHost() != null) {
                return;
            }
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("warren.broker.uri is no URI: " + e.getReason() + " at index "
                    + e.getIndex() + "; special characters of user and password must be percent-encoded");
        }
        throw new IllegalArgumentException(
                "warren.broker.uri must be amqp://host:port/vhost or amqps://host:port/vhost");
    }
}
