package dev.warren.chaos.campaign;

/** A command line that means nothing; the message names what would. */
final class Misuse extends RuntimeException {

    Misuse(String message) {
        super(message);
    }
}
