package dev.warren.worker.run;

/** Why a running attempt must stop. What its agent answers after that no longer matters. */
enum Stop {
    /** Its owner canceled the task. */
    CANCELED,
    /** Its time is over. */
    TIMED_OUT,
    /** The worker gives it back: it shuts down, or its lease is in doubt. */
    HANDED_BACK,
    /** The ledger says that the task is no longer this attempt's: nothing may be written. */
    LOST,
    /** Its incarnation is dead: the task is somebody else's, nothing may be written. */
    DEAD
}
