package dev.warren.chaos.check;

/**
 * A process of the platform that lives now.
 *
 * @param name the same over its restarts
 */
public record ProcessInfo(String name, long pid) {}
