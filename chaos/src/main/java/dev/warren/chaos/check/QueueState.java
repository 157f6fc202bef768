package dev.warren.chaos.check;

/** A queue at the broker, after everything is quiet. */
record QueueState(String name, long messages, long unacknowledged) {}
