package dev.warren.gateway.sweep;

import java.util.Locale;

/** What the sweeper does to rows of the ledger, as its metric names it. */
enum SweepAction {
    DECLARE_DEAD,
    TAKE_OVER,
    START_DUE,
    EXPIRE,
    END_OVERDUE,
    END_UNANSWERED,
    WAKE_CALLERS,
    FAIL_UNROUTABLE,
    PUBLISH,
    REPUBLISH_OLDER,
    REPUBLISH_OVERTAKEN,
    MAKE_PARTITION,
    DROP_PARTITION,
    FORGET_KEY;

    String tag() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
