package dev.warren.gateway.tasks;

import dev.warren.gateway.request.RetryOverride;
import dev.warren.store.submit.NewTask;
import java.time.Duration;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * A task as it is asked for, each field by itself within its limits. What was not said is absent here, so that a
 * request hashes alike whatever the defaults are when it comes again.
 *
 * @param input JSON text as it came
 */
record TaskRequest(
        Addressee addressee,
        String input,
        @Nullable Integer priority,
        NewTask.Start start,
        @Nullable Duration ttl,
        @Nullable Duration timeout,
        @Nullable Integer maxAttempts,
        @Nullable RetryOverride retry,
        SortedMap<String, String> labels) {}
