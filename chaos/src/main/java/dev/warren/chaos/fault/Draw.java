package dev.warren.chaos.fault;

import dev.warren.chaos.cluster.Size;
import java.time.Duration;
import java.util.Random;

/** The dice with which a schedule decides the details of its faults: the same seed, the same faults. */
record Draw(Random random, Size size) {

    int worker() {
        return random.nextInt(size.workers());
    }

    int gateway() {
        return random.nextInt(size.gateways());
    }

    /** Whole seconds from {@code least} to {@code most}. */
    Duration seconds(int least, int most) {
        return Duration.ofSeconds(random.nextInt(least, most + 1));
    }

    boolean oneIn(int times) {
        return random.nextInt(times) == 0;
    }

    int number(int least, int most) {
        return random.nextInt(least, most + 1);
    }
}
