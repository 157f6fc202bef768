package dev.warren.gateway.publish;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How task messages are published.
 *
 * @param mostWaiting messages that may wait in memory; what comes on top is left to the sweeper
 * @param mostUnconfirmed messages that may be on their way to the broker at once
 * @param confirmTimeout how long the broker may take to confirm a message before the connection counts as broken
 * @param recordAfter how long after its confirm a publication is written to the ledger, if its task still waits then.
 *     Must be well under the 5 s after which a submitted task's message counts as lost
 */
@Validated
@ConfigurationProperties("warren.publish")
record PublishProperties(
        @DefaultValue("50000") @Min(1_000) @Max(1_000_000) int mostWaiting,
        @DefaultValue("1000") @Min(1) @Max(10_000) int mostUnconfirmed,

        @DefaultValue("30s") @NotNull @DurationMin(seconds = 1)
        Duration confirmTimeout,

        @DefaultValue("2s") @NotNull @DurationMin(millis = 1) @DurationMax(seconds = 3)
        Duration recordAfter) {}
