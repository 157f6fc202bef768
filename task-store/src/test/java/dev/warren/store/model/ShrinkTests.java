package dev.warren.store.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ShrinkTests {

    private static final List<Integer> HUNDRED = IntStream.range(0, 100).boxed().toList();

    @Test
    void keepsOnlyWhatTheFailureNeedsInItsOrder() {
        assertThat(Shrink.shrink(HUNDRED, list -> list.containsAll(List.of(3, 57, 58, 99)), 10_000))
                .containsExactly(3, 57, 58, 99);
    }

    @Test
    void aFailureThatNeedsNothingShrinksToNothing() {
        assertThat(Shrink.shrink(HUNDRED, list -> true, 10_000)).isEmpty();
    }

    @Test
    void whatCannotBeShorterStaysAsItIs() {
        assertThat(Shrink.shrink(HUNDRED, list -> list.size() == 100, 10_000)).isEqualTo(HUNDRED);
    }

    @Test
    void findsWhatBecomesNeedlessOnlyAfterSomethingElseIsGone() {
        // 1 is needed while 0 is there, as a lock is while its owner runs.
        assertThat(Shrink.shrink(
                        List.of(1, 0, 5), list -> list.contains(5) && (list.contains(1) || !list.contains(0)), 100))
                .containsExactly(5);
    }

    @Test
    void noElementOfTheRestCanBeLeftOut() {
        for (int seed = 0; seed < 50; seed++) {
            var random = new Random(seed);
            List<Integer> needed =
                    random.ints(5, 0, 100).distinct().sorted().boxed().toList();
            int sum = random.nextInt(200);
            List<Integer> rest = Shrink.shrink(
                    HUNDRED,
                    list -> list.containsAll(needed)
                            && list.stream().mapToInt(i -> i).sum() >= sum,
                    10_000);

            for (int i = 0; i < rest.size(); i++) {
                List<Integer> shorter = new java.util.ArrayList<>(rest);
                shorter.remove(i);
                assertThat(shorter.containsAll(needed)
                                && shorter.stream().mapToInt(n -> n).sum() >= sum)
                        .as("seed %d, %s without %d", seed, rest, rest.get(i))
                        .isFalse();
            }
        }
    }

    @Test
    void givesUpAfterTheTriesItWasGiven() {
        var tries = new AtomicInteger();

        List<Integer> rest = Shrink.shrink(
                HUNDRED,
                list -> {
                    tries.incrementAndGet();
                    return list.contains(42);
                },
                7);

        assertThat(tries).hasValue(7);
        assertThat(rest).contains(42).hasSizeLessThan(100);
    }
}
