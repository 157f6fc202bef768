package dev.warren.bench.inprocess;

/**
 * The library runs.
 *
 * @param version of it
 */
public record Ready(String version) {}
