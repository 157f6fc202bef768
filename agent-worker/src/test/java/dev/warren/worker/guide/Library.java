package dev.warren.worker.guide;

import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** What the agents of the guide look things up in. */
class Library {

    final AtomicInteger searches = new AtomicInteger();
    boolean open = true;

    String find(String topic) {
        searches.incrementAndGet();
        return Map.of("owls", "Owls hunt at night.").getOrDefault(topic, "");
    }

    boolean isOpen() {
        return open;
    }
}
