package dev.warren.chaos.agent;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Notes when this process stood still, as one that is stopped by a signal does: the first thing it does afterwards. */
final class NoteStandstills {

    private static final Duration LOOK = Duration.ofMillis(100);
    private static final Duration STANDSTILL = Duration.ofSeconds(1);

    private final EffectLog effects;

    NoteStandstills(EffectLog effects) {
        this.effects = effects;
    }

    void start() {
        Thread.ofPlatform()
                .daemon()
                .name("chaos-standstill")
                .priority(Thread.MAX_PRIORITY)
                .start(this::look);
    }

    private void look() {
        long last = System.nanoTime();
        while (true) {
            try {
                TimeUnit.NANOSECONDS.sleep(LOOK.toNanos());
            } catch (InterruptedException e) {
                return;
            }
            long now = System.nanoTime();
            if (now - last > STANDSTILL.toNanos()) {
                effects.stoodStill(last, now);
            }
            last = now;
        }
    }
}
