package dev.warren.store.child;

import java.util.UUID;

/** What became of a wish for a child. */
public sealed interface SentChild {

    /** It is in the ledger, now or since an earlier attempt. */
    record Sent(UUID task) implements SentChild {}

    /** Nothing was written. */
    record Refused(Why why) implements SentChild {}

    /** Why there is no child. */
    enum Why {
        /** The attempt no longer owns the parent. */
        STALE,
        UNKNOWN_AGENT,
        /** 16 parents are above it. */
        TOO_DEEP,
        /** This run has sent 1,000 children. */
        TOO_MANY
    }
}
