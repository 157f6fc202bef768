package dev.warren.gateway.wait;

import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How callers wait for the end of a task.
 *
 * @param mostCallers callers that may wait at once; one more is answered at once
 * @param lookEvery how often the ledger is asked about all waited tasks, for the case that an event was lost
 */
@Validated
@ConfigurationProperties("warren.wait")
record WaitProperties(
        @Min(0) @DefaultValue("10000") int mostCallers,
        @DurationMin(millis = 50) @DefaultValue("1s") Duration lookEvery) {}
