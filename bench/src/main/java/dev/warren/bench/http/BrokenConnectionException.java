package dev.warren.bench.http;

import java.io.IOException;
import java.io.UncheckedIOException;

/** A connection broke under load. */
final class BrokenConnectionException extends UncheckedIOException {

    BrokenConnectionException(IOException cause) {
        super("a connection to what is measured broke", cause);
    }
}
