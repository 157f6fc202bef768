package dev.warren.bench.peer;

import java.util.List;

/** All peers, in the order in which they are played. */
public final class Peers {

    private static final List<Peer> ALL = List.of(new Celery(), InProcessPeer.jobRunr(), InProcessPeer.dbScheduler());

    private Peers() {}

    public static List<Peer> all() {
        return ALL;
    }
}
