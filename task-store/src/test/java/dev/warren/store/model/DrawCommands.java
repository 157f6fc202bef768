package dev.warren.store.model;

import dev.warren.store.model.Command.Way;
import dev.warren.store.model.Command.Wish;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/** Draws commands at random: mostly what goes well, often enough what comes late, twice, or from somebody else. */
final class DrawCommands {

    private record Weighted(int weight, Supplier<Command> draw) {}

    private final Random random;
    private final List<Weighted> choices;
    private final int weights;

    DrawCommands(long seed) {
        random = new Random(seed);
        choices = List.of(
                new Weighted(10, () -> new Command.Submit(some(3, i -> wish()), once(5, 6))),
                new Weighted(4, Command.Register::new),
                new Weighted(12, () -> new Command.Publish(limit())),
                new Weighted(6, () -> new Command.Confirm(some(5, i -> place()))),
                new Weighted(20, this::claim),
                new Weighted(18, this::finish),
                new Weighted(3, () -> new Command.Cancel(place(), once(1, 6))),
                new Weighted(4, () -> new Command.Beat(place())),
                new Weighted(1, () -> new Command.Leave(place(), once(1, 2))),
                new Weighted(2, () -> new Command.AskLeases(place())),
                new Weighted(9, () -> new Command.Pass(of(1, 1, 2, 5, 6, 10, 14, 16, 30, 61, 600, 3600))),
                new Weighted(7, Command.Tick::new),
                new Weighted(4, Command.DeclareDead::new),
                new Weighted(4, () -> new Command.TakeOver(limit())),
                new Weighted(7, () -> new Command.StartDue(limit())),
                new Weighted(3, () -> new Command.Expire(limit())),
                new Weighted(3, () -> new Command.EndOverdue(of(0, 5, 20), limit())),
                new Weighted(3, () -> new Command.RepublishLost(random.nextInt(3), of(0, 10, 60), limit())),
                new Weighted(2, () -> new Command.Pause(random.nextInt(2), once(1, 3))),
                new Weighted(1, () -> new Command.Lose(place())),
                new Weighted(1, () -> new Command.Forget(of(5, 30, 600))));
        weights = choices.stream().mapToInt(Weighted::weight).sum();
    }

    List<Command> draw(int count) {
        List<Command> commands = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            commands.add(draw());
        }
        return commands;
    }

    private Command draw() {
        int left = random.nextInt(weights);
        for (Weighted choice : choices) {
            left -= choice.weight();
            if (left < 0) {
                return choice.draw().get();
            }
        }
        throw new AssertionError("weights do not add up");
    }

    private Wish wish() {
        return new Wish(
                random.nextInt(3),
                random.nextInt(10),
                1 + random.nextInt(3),
                of(0, 0, 0, 10, 60),
                of(0, 0, 5, 30, 120),
                of(10, 60, 600),
                of(0, 0, 0, 1, 2, 3),
                of(1, 1, 1, 2));
    }

    private Command claim() {
        return once(1, 8)
                ? new Command.Claim(place(), List.of(place()), of(-1, 0, 0, 1, 2), once(1, 3))
                : new Command.Claim(place(), some(4, i -> place()), 0, false);
    }

    private Command finish() {
        return new Command.Finish(
                some(3, i -> new Command.Result(place(), way(), of(1, 10, 60))), once(1, 12), place());
    }

    private Way way() {
        Way[] ways = Way.values();
        return ways[random.nextInt(ways.length)];
    }

    /** Mostly a young one. */
    private int place() {
        return once(1, 5) ? random.nextInt(1000) : random.nextInt(6);
    }

    private int limit() {
        return once(1, 5) ? 1 + random.nextInt(2) : 1000;
    }

    private boolean once(int times, int in) {
        return random.nextInt(in) < times;
    }

    private int of(int... values) {
        return values[random.nextInt(values.length)];
    }

    private <T> List<T> some(int most, IntFunction<T> one) {
        List<T> all = new ArrayList<>();
        int count = 1 + random.nextInt(most);
        for (int i = 0; i < count; i++) {
            all.add(one.apply(i));
        }
        return all;
    }
}
