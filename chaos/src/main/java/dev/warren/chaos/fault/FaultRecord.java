package dev.warren.chaos.fault;

import java.time.Instant;

/**
 * A fault that was injected.
 *
 * @param id as fault-campaign numbers it, such as {@code F4} or {@code C7}
 * @param name in a few words
 * @param start when it began
 * @param heal from when on the system had everything it needs to recover: for a kill the moment when the process was
 *     started again, and for one without a restart the kill itself
 * @param detail what exactly was done to whom
 */
public record FaultRecord(String id, String name, Instant start, Instant heal, String detail) {}
