package dev.warren.local.cluster;

import org.jspecify.annotations.Nullable;

/** Something that keeps the cluster from running; the message is for the person at the terminal and names the way out. */
public final class ClusterFailure extends RuntimeException {

    public ClusterFailure(String message) {
        super(message);
    }

    public ClusterFailure(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
