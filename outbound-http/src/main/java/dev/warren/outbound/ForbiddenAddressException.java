package dev.warren.outbound;

import java.net.UnknownHostException;

/** A host has an address that the rules do not allow. An {@link UnknownHostException}, because a resolver may throw nothing else. */
final class ForbiddenAddressException extends UnknownHostException {

    ForbiddenAddressException(String message) {
        super(message);
    }
}
