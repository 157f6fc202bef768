package dev.warren.gateway.deadmessages;

import java.util.Set;

/**
 * How a message died, by the headers the broker gave it.
 *
 * @param reason one of the broker's words, or {@link #UNKNOWN}
 * @param queue where it died; its routing key where the headers do not say
 * @param record JSON text of what the broker said last
 * @param headers JSON text of all headers, cut to what is worth keeping
 */
record Death(String reason, String queue, String record, String headers) {

    /** The message has no record of its death: somebody put it among the dead letters. */
    static final String UNKNOWN = "unknown";

    /** Every word that {@link #reason} can be. */
    static final Set<String> REASONS = Set.of("expired", "rejected", "delivery_limit", "maxlen", UNKNOWN);
}
