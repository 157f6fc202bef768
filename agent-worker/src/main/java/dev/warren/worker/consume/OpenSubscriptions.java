package dev.warren.worker.consume;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The subscriptions whose consumers may still receive something, by the tags of these. */
final class OpenSubscriptions {

    private final Map<String, Subscription> byTag = new ConcurrentHashMap<>();

    void add(Subscription subscription) {
        byTag.put(subscription.tag(), subscription);
    }

    void remove(Subscription subscription) {
        byTag.remove(subscription.tag());
    }

    @Nullable
    Subscription get(String tag) {
        return byTag.get(tag);
    }

    Collection<Subscription> all() {
        return byTag.values();
    }
}
