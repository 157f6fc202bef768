package dev.warren.chaos.load;

/** Tasks of one kind that a fault adds to the load. The journal knows them like all others. */
public enum Burst {
    /** Tasks that halt the machine they run on, every time. */
    JVM_KILLER,
    /** Tasks that compute for ever and never look whether they should stop. */
    ENDLESS_LOOP,
    /** Tasks that swallow their interruption. */
    IGNORES_INTERRUPT,
    /** Tasks that are submitted and canceled at once, waiting and running ones. */
    CANCEL_STORM,
    /** Tasks with so short a time to live that most of them end unstarted. */
    DEADLINE_STORM,
    /** Tasks that run for 90 seconds. */
    LONG
}
