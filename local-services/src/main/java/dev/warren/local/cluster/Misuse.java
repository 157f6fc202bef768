package dev.warren.local.cluster;

/** A command line or setting that means nothing; the message names what would. */
final class Misuse extends RuntimeException {

    Misuse(String message) {
        super(message);
    }
}
