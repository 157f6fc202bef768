package dev.warren.outbound;

import java.io.IOException;

/** A call that brought no answer, or only half of one. Its text names hosts and addresses: it is for operators, not for callers. */
public final class OutboundException extends IOException {

    /** What went wrong. */
    public enum Kind {
        /** The rules do not allow the URL or an address of its host. Nothing was sent. */
        FORBIDDEN,
        /** The host has no address that could be found in time. */
        UNRESOLVED,
        /** There is no connection to be had. */
        UNREACHABLE,
        /** The other side's certificate is not good for its name, or TLS failed otherwise. */
        UNTRUSTED,
        /** The exchange was not over in time, or silent for too long. */
        TIMED_OUT,
        /** The caller did not want it any more. */
        CANCELED,
        /** The answer has more bytes than allowed. */
        TOO_LARGE,
        /** The connection broke before the answer was complete. */
        LOST,
        /** What came back is no HTTP, or its headers are too large. */
        MALFORMED
    }

    private final Kind kind;

    OutboundException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    OutboundException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
