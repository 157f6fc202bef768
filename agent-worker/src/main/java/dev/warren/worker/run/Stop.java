package dev.warren.worker.run;

/** Why a running attempt must stop. What its agent answers after that no longer matters. */
enum Stop {
    /** Its owner canceled the task. */
    CANCELED,
    /** Its time is over. */
    TIMED_OUT,
    /** The worker gives it back: it shuts down, or its lease is in doubt. */
    HANDED_BACK,
    /** Its incarnation is dead: the task is somebody else's, nothing may be written. */
    DEAD
}
