package dev.warren.gateway.submit;

import dev.warren.store.group.GroupCommit;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How submissions share commits, and when they are refused.
 *
 * @param largestGroup most submissions of one commit
 * @param mostWaiting submissions that may wait for their commit; one more is answered 503
 * @param longestWait how long a commit may be under way before further submissions are answered 503
 * @param patience how long a submission waits for its own commit before it is answered 503, its outcome unknown
 */
@Validated
@ConfigurationProperties("warren.submit")
record SubmitProperties(
        @Min(1) @Max(10_000) @DefaultValue("256") int largestGroup,
        @Min(1) @Max(1_000_000) @DefaultValue("10000") int mostWaiting,
        @DurationMin(millis = 100) @DefaultValue("2s") Duration longestWait,
        @DurationMin(millis = 100) @DefaultValue("5s") Duration patience) {

    GroupCommit.Limits limits() {
        return new GroupCommit.Limits(largestGroup, mostWaiting, longestWait);
    }
}
