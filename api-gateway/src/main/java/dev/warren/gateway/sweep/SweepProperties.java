package dev.warren.gateway.sweep;

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
 * How often the sweeper looks, and for how long things are kept.
 *
 * @param every pause between two looks at the ledger. Three missed ones count as an outage of the ledger, after which
 *     no worker is called dead for a lease
 * @param batch rows of one statement
 * @param queuesEvery pause between two looks at the broker's queues
 * @param lostAfter how long ago the broker must have confirmed a message for its task to count as lost, when the queue is
 *     empty and the task still waits
 * @param overtakenAfter how long ago a younger message of the same queue and priority must have been claimed for a task
 *     that still waits to count as lost
 * @param undeliverableAfter how long every message of a task must have come back without finding a queue for the task to
 *     fail
 * @param overdueGrace how long a worker may go on after an attempt's timeout before the attempt is taken from it
 * @param measureEvery pause between two counts of open tasks
 * @param keep how long ended tasks are kept at least; partitions are dropped by the week
 * @param keepKeys how long idempotency keys are remembered
 * @param keepWorkers how long workers that are gone are shown
 */
@Validated
@ConfigurationProperties("warren.sweep")
record SweepProperties(
        @DefaultValue("1s") @NotNull @DurationMin(millis = 10) @DurationMax(millis = 1_500)
        Duration every,

        @DefaultValue("500") @Min(1) @Max(10_000) int batch,

        @DefaultValue("2s") @NotNull @DurationMin(millis = 10)
        Duration queuesEvery,

        @DefaultValue("10s") @NotNull @DurationMin(seconds = 0)
        Duration lostAfter,

        @DefaultValue("30s") @NotNull @DurationMin(millis = 10)
        Duration overtakenAfter,

        @DefaultValue("5m") @NotNull @DurationMin(seconds = 1)
        Duration undeliverableAfter,

        @DefaultValue("20s") @NotNull @DurationMin(seconds = 1)
        Duration overdueGrace,

        @DefaultValue("4s") @NotNull @DurationMin(seconds = 1)
        Duration measureEvery,

        @DefaultValue("30d") @NotNull @DurationMin(days = 1) Duration keep,
        @DefaultValue("7d") @NotNull @DurationMin(hours = 1) Duration keepKeys,

        @DefaultValue("1d") @NotNull @DurationMin(minutes = 1)
        Duration keepWorkers) {}
