package dev.warren.gateway.submit;

import dev.warren.store.publish.PublishableTask;
import java.util.List;

/**
 * Where committed tasks go next: to the broker. A seam between accepting tasks, which never needs the broker, and
 * publishing them.
 */
public interface Publications {

    /** Generation of the broker that {@link #publish} publishes to now. */
    int generation();

    /**
     * Publishes tasks in the order of the calls and of the list. Returns at once; whatever cannot be sent now is found
     * by the sweeper.
     */
    void publish(List<PublishableTask> tasks);
}
