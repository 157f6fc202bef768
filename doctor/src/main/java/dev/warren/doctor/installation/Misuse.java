package dev.warren.doctor.installation;

/** A command line or setting that means nothing; the message names what would. */
public final class Misuse extends RuntimeException {

    public Misuse(String message) {
        super(message);
    }
}
