package dev.warren.store.deadletter;

import java.util.UUID;

/**
 * A message that the broker gave up and that names no task.
 *
 * @param id of version 7, of the finder's making
 * @param queue where it died
 * @param reason in the broker's word
 * @param headers JSON text of an object
 * @param body its beginning is enough: 1 KiB of it is kept
 * @param size of the whole body in bytes
 */
public record StrayMessage(UUID id, String queue, String reason, String headers, byte[] body, long size) {}
