package dev.warren.gateway.deadletters;

import java.util.List;

/** Why something is a dead letter: a task by its reason or its expiry, a message in the broker's word. */
final class Reasons {

    static final List<String> ALL = List.of(
            "NON_RETRYABLE",
            "ATTEMPTS_EXHAUSTED",
            "TIMED_OUT",
            "POISON",
            "UNDELIVERABLE",
            "EXPIRED",
            "expired",
            "rejected",
            "delivery_limit",
            "maxlen",
            "unknown");

    static final String DESCRIPTION = "Of tasks: NON_RETRYABLE, ATTEMPTS_EXHAUSTED, TIMED_OUT, POISON, UNDELIVERABLE,"
            + " EXPIRED. Of messages, in the broker's word: expired, rejected, delivery_limit, maxlen, or unknown where"
            + " it says nothing.";

    private Reasons() {}
}
