package dev.warren.worker.start;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What one worker is and takes on.
 *
 * @param name Name of the worker as operators see it; the host's name where none is given.
 * @param slots Tasks that run at once, at most.
 * @param grace How long running tasks may go on after the worker was told to stop; then they are given back.
 * @param prefetch Most messages of one queue that wait here for their claim.
 */
@ConfigurationProperties("warren.worker")
@Validated
record WorkerSettings(
        @Nullable String name,
        @DefaultValue("200") @Min(1) @Max(100_000) int slots,
        @DefaultValue("30s") @NotNull Duration grace,
        @DefaultValue("200") @Min(1) @Max(1_000) int prefetch) {

    private static final String UNKNOWN_HOST = "localhost";

    String nameOrHost() {
        return name == null || name.isBlank() ? host() : name;
    }

    static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return UNKNOWN_HOST;
        }
    }
}
