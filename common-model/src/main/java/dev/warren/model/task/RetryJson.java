package dev.warren.model.task;

import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/** The JSON form of a {@link RetryPolicy}: durations as ISO-8601 text, in which Postgres reads them as intervals too. */
record RetryJson(
        @Nullable Duration firstDelay,
        @Nullable Double factor,
        @Nullable Duration maxDelay,
        @Nullable Double jitter,
        @Nullable Set<String> nonRetryable) {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();
    private static final ObjectReader READER = MAPPER.readerFor(RetryJson.class);
    private static final ObjectWriter WRITER = MAPPER.writerFor(RetryJson.class);

    static RetryPolicy read(String json) {
        return parse(json).over(RetryPolicy.DEFAULT);
    }

    static RetryPolicy read(String json, RetryPolicy other) {
        return parse(json).fitting(other).over(other);
    }

    private static RetryJson parse(String json) {
        RetryJson said;
        try {
            said = READER.readValue(json);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("Not a retry policy: " + e.getOriginalMessage(), e);
        }
        if (said == null) {
            throw new IllegalArgumentException("Not a retry policy: null");
        }
        return said;
    }

    static String write(RetryPolicy policy) {
        return WRITER.writeValueAsString(new RetryJson(
                policy.firstDelay(), policy.factor(), policy.maxDelay(), policy.jitter(), policy.nonRetryable()));
    }

    /** Where this names one bound of the wait, and the other's other bound contradicts it, this one holds for both. */
    private RetryJson fitting(RetryPolicy other) {
        if (firstDelay != null && maxDelay == null && firstDelay.compareTo(other.maxDelay()) > 0) {
            return new RetryJson(firstDelay, factor, firstDelay, jitter, nonRetryable);
        }
        if (firstDelay == null && maxDelay != null && maxDelay.compareTo(other.firstDelay()) < 0) {
            return new RetryJson(maxDelay, factor, maxDelay, jitter, nonRetryable);
        }
        return this;
    }

    private RetryPolicy over(RetryPolicy other) {
        return new RetryPolicy(
                firstDelay == null ? other.firstDelay() : firstDelay,
                factor == null ? other.factor() : factor,
                maxDelay == null ? other.maxDelay() : maxDelay,
                jitter == null ? other.jitter() : jitter,
                nonRetryable == null ? other.nonRetryable() : nonRetryable);
    }
}
