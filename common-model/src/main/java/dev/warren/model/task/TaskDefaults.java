package dev.warren.model.task;

import java.time.Duration;

/** What holds for a task where its submitter says nothing, and the limits of what a submitter may say. */
public final class TaskDefaults {

    public static final String TENANT = "default";

    public static final int PRIORITY = 5;
    public static final int LOWEST_PRIORITY = 0;
    public static final int HIGHEST_PRIORITY = 9;

    public static final int MAX_ATTEMPTS = 3;
    public static final int MOST_MAX_ATTEMPTS = 100;

    public static final Duration TIMEOUT = Duration.ofMinutes(10);
    /** Longest timeout, time to live and delay that is accepted. */
    public static final Duration LONGEST_DURATION = Duration.ofDays(365);

    /** Bytes of UTF-8 JSON. */
    public static final int MAX_INPUT_BYTES = 1024 * 1024;
    /** Bytes of UTF-8 JSON. */
    public static final int MAX_OUTPUT_BYTES = 1024 * 1024;

    public static final int MAX_LABELS = 16;
    /** Characters of a label's key and of its value. */
    public static final int MAX_LABEL_LENGTH = 63;

    private TaskDefaults() {}
}
