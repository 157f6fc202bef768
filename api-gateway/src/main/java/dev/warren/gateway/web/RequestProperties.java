package dev.warren.gateway.web;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * How slowly a caller may send a body. One that is slower is answered 408 and loses its connection.
 *
 * @param bodyGrace time that every body has, whatever its size
 * @param slowestBody bytes per second that a body must bring beyond that, on average; 0 for no limit
 */
@Validated
@ConfigurationProperties("warren.requests")
record RequestProperties(
        @DurationMin(millis = 100) @DefaultValue("10s") Duration bodyGrace,
        @DefaultValue("32KB") DataSize slowestBody) {

    /** How long a body may take to bring {@code bytes}. */
    Duration patience(long bytes) {
        long pace = slowestBody.toBytes();
        return pace <= 0 ? Duration.ofDays(365) : bodyGrace.plusMillis(bytes * 1000 / pace);
    }
}
