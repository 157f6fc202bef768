package dev.warren.doctor.installation;

/** There is nothing that could be examined; the message says why and what to do. */
public final class NothingToExamine extends RuntimeException {

    NothingToExamine(String message) {
        super(message);
    }
}
