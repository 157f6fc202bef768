package dev.warren.model.message;

import org.jspecify.annotations.Nullable;

/** A message's body is not what its queue promises. Delivering it again cannot help. */
public final class UnreadableMessage extends RuntimeException {

    UnreadableMessage(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
