package dev.warren.chaos.proxy;

/** Which way bytes go through a proxy. */
public enum Direction {
    /** From the one who connected. */
    TO_SERVER,
    /** To the one who connected. */
    TO_CLIENT
}
