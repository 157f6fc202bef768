package dev.warren.store.model;

import dev.warren.store.model.Command.Way;
import dev.warren.store.model.Command.Wish;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Draws commands at random: mostly what goes well, often enough what comes late, twice, or from somebody else. */
final class DrawCommands {

    private record Weighted(int weight, Supplier<List<Command>> draw) {

        /** A single command. */
        static Weighted one(int weight, Supplier<Command> command) {
            return new Weighted(weight, () -> List.of(command.get()));
        }

        Weighted times(int factor) {
            return new Weighted(weight * factor, draw);
        }
    }

    private final Random random;
    private final int ways;
    private final List<Weighted> choices;
    private final int weights;

    /** @param talk how often agents hand off, ask, call and remember, in parts of what is usual */
    DrawCommands(long seed, int talk) {
        random = new Random(seed);
        ways = talk == 0 ? Way.HANDED_OFF.ordinal() : Way.values().length;
        choices = Stream.concat(everything(), talk().map(choice -> choice.times(talk)))
                .toList();
        weights = choices.stream().mapToInt(Weighted::weight).sum();
    }

    private Stream<Weighted> talk() {
        return Stream.of(
                new Weighted(2, this::handOff),
                new Weighted(3, this::ask),
                new Weighted(3, this::call),
                Weighted.one(3, this::sendChild),
                Weighted.one(3, () -> new Command.RecordSteps(some(3, i -> place()), of(1, 1, 2), once(1, 8), place())),
                Weighted.one(2, () -> new Command.WakeCallers(limit())),
                Weighted.one(2, () -> new Command.Answer(place(), of(1, 1, 2), once(1, 8), once(1, 8))),
                Weighted.one(1, () -> new Command.EndUnanswered(limit())));
    }

    private Stream<Weighted> everything() {
        return Stream.of(
                new Weighted(8, this::work),
                new Weighted(6, this::workAgain),
                new Weighted(4, this::die),
                new Weighted(3, this::cancelRunning),
                new Weighted(1, this::refuseAgainAndAgain),
                new Weighted(1, this::findNoQueue),
                new Weighted(2, this::loseTheBroker),
                new Weighted(3, this::loseMessages),
                new Weighted(2, this::giveUpMessages),
                Weighted.one(4, () -> new Command.Replay(some(3, i -> place()), of(0, 0, 10), once(1, 6))),
                Weighted.one(2, () -> new Command.Discard(some(3, i -> place()), once(1, 6))),
                Weighted.one(4, () -> new Command.SettleDead(some(3, i -> place()), death())),
                Weighted.one(2, () -> new Command.Returned(some(2, i -> place()))),
                Weighted.one(2, () -> new Command.FailUnroutable(of(10, 60), limit())),
                Weighted.one(1, () -> new Command.RaiseGeneration(random.nextInt(2))),
                Weighted.one(2, () -> new Command.RepublishOlder(limit())),
                Weighted.one(
                        3, () -> new Command.RepublishOvertaken(random.nextInt(3), priority(), of(0, 10, 31), limit())),
                Weighted.one(1, () -> new Command.Drain(place())),
                Weighted.one(10, () -> new Command.Submit(some(3, i -> wish()), once(5, 6))),
                Weighted.one(5, Command.Register::new),
                Weighted.one(12, () -> new Command.Publish(limit(), once(1, 12) ? 1 : 0)),
                Weighted.one(6, () -> new Command.Confirm(some(5, i -> place()))),
                Weighted.one(20, this::claim),
                Weighted.one(18, this::finish),
                Weighted.one(6, () -> new Command.Cancel(place(), once(2, 3), once(1, 6))),
                Weighted.one(4, () -> new Command.Beat(place())),
                Weighted.one(2, () -> new Command.Leave(place(), once(1, 2))),
                Weighted.one(2, () -> new Command.AskLeases(place())),
                Weighted.one(9, () -> new Command.Pass(of(1, 1, 2, 5, 6, 10, 14, 16, 30, 61, 600, 3600))),
                Weighted.one(4, Command.Tick::new),
                Weighted.one(4, () -> new Command.Watch(of(1, 4, 5), place())),
                Weighted.one(4, Command.DeclareDead::new),
                Weighted.one(4, () -> new Command.TakeOver(limit())),
                Weighted.one(7, () -> new Command.StartDue(limit())),
                Weighted.one(3, () -> new Command.Expire(limit())),
                Weighted.one(5, () -> new Command.EndOverdue(of(0, 5, 20), limit())),
                Weighted.one(4, () -> new Command.RepublishLost(random.nextInt(3), of(0, 10, 60), limit())),
                Weighted.one(2, () -> new Command.Pause(random.nextInt(2), once(1, 3))),
                Weighted.one(1, () -> new Command.Lose(place())),
                Weighted.one(2, () -> new Command.Forget(of(5, 30, 600))));
    }

    List<Command> draw(int count) {
        List<Command> commands = new ArrayList<>();
        while (commands.size() < count) {
            commands.addAll(draw());
        }
        return commands.subList(0, count);
    }

    private List<Command> draw() {
        int left = random.nextInt(weights);
        for (Weighted choice : choices) {
            left -= choice.weight();
            if (left < 0) {
                return choice.draw().get();
            }
        }
        throw new AssertionError("weights do not add up");
    }

    private List<Command> work() {
        return List.of(new Command.Submit(some(3, i -> wish()), true), once(1, 6) ? claim() : claimOfYoungest());
    }

    private List<Command> workAgain() {
        return List.of(
                finish(),
                new Command.Pass(of(1, 10, 60)),
                new Command.StartDue(limit()),
                new Command.Publish(limit(), 0),
                claimOfYoungest());
    }

    private List<Command> die() {
        return List.of(
                once(1, 2) ? new Command.Cancel(random.nextInt(4), true, false) : new Command.Pass(1),
                once(1, 2) ? new Command.Leave(random.nextInt(3), true) : new Command.Watch(5, place()),
                new Command.DeclareDead(),
                once(2, 3) ? new Command.TakeOver(1000) : new Command.Forget(of(5, 30)));
    }

    private List<Command> cancelRunning() {
        int attempt = random.nextInt(3);
        return List.of(
                new Command.Cancel(attempt, true, false),
                new Command.Finish(List.of(new Command.Result(attempt, way(), 1)), once(1, 12), place()));
    }

    private List<Command> handOff() {
        List<Command> commands = new ArrayList<>(work());
        commands.add(finished(Way.HANDED_OFF, of(1, 1, 1, Command.Result.TO_NOBODY)));
        commands.add(new Command.Publish(1000, 0));
        commands.add(claimOfYoungest());
        if (once(1, 3)) {
            commands.add(finished(Way.FAILED, 1));
            commands.add(new Command.Replay(List.of(0, 1, 2), 0, false));
        }
        return commands;
    }

    private List<Command> ask() {
        List<Command> commands = new ArrayList<>(work());
        commands.add(finished(Way.ASKED, of(1, 10, 600)));
        commands.add(new Command.Pass(of(1, 1, 10)));
        commands.add(once(2, 3) ? new Command.Answer(0, 1, false, false) : new Command.EndUnanswered(limit()));
        commands.add(new Command.Publish(1000, 0));
        commands.add(claimOfYoungest());
        if (once(1, 3)) {
            commands.add(finished(Way.ASKED, 60));
            commands.add(new Command.Answer(random.nextInt(2), of(1, 2), false, false));
        }
        return commands;
    }

    private List<Command> call() {
        List<Command> commands = new ArrayList<>(work());
        commands.add(new Command.SendChild(0, 1, random.nextInt(3)));
        if (once(1, 2)) {
            commands.add(new Command.SendChild(0, 2, random.nextInt(3)));
        }
        commands.add(finished(once(4, 5) ? Way.CALLED : Way.RETRIED, 1));
        commands.add(new Command.Publish(1000, 0));
        commands.add(claimOfYoungest());
        commands.add(new Command.Finish(some(2, i -> new Command.Result(i, way(), 1)), false, 0));
        commands.add(new Command.WakeCallers(limit()));
        return commands;
    }

    private Command sendChild() {
        return new Command.SendChild(place(), of(1, 1, 2), random.nextInt(4));
    }

    /** The youngest attempt ends. */
    private Command finished(Way way, int delay) {
        return new Command.Finish(List.of(new Command.Result(0, way, delay)), false, 0);
    }

    private List<Command> refuseAgainAndAgain() {
        List<Command> commands = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            commands.addAll(List.of(
                    new Command.SettleDead(List.of(0), once(1, 8) ? death() : "rejected"),
                    new Command.Pass(6),
                    new Command.Publish(1000, 0)));
        }
        return commands;
    }

    private List<Command> findNoQueue() {
        List<Integer> messages = some(2, i -> random.nextInt(3));
        return List.of(
                new Command.Returned(messages),
                new Command.Pass(of(10, 60)),
                once(1, 3) ? new Command.Confirm(messages) : new Command.Returned(messages),
                new Command.FailUnroutable(of(10, 60), limit()));
    }

    private List<Command> loseTheBroker() {
        return List.of(
                new Command.Confirm(some(4, i -> random.nextInt(4))),
                new Command.RaiseGeneration(0),
                once(1, 2) ? new Command.Confirm(some(4, i -> random.nextInt(4))) : new Command.Tick(),
                new Command.RepublishOlder(limit()));
    }

    private List<Command> loseMessages() {
        return List.of(
                new Command.Confirm(List.of(0, 1, 2, 3)),
                new Command.Pass(of(1, 10, 61)),
                new Command.RepublishLost(random.nextInt(3), of(0, 10, 60), limit()),
                new Command.RepublishOvertaken(random.nextInt(3), priority(), of(0, 1, 120, 600), limit()));
    }

    private List<Command> giveUpMessages() {
        List<Integer> youngest = List.of(0, 1, 2);
        return List.of(
                new Command.Pass(of(1, 30, 120)),
                new Command.SettleDead(youngest, death()),
                new Command.SettleDead(youngest, death()));
    }

    private String death() {
        return List.of("expired", "rejected", "delivery_limit", "maxlen").get(random.nextInt(4));
    }

    /** Few, so that tasks of a queue often share one. */
    private int priority() {
        return of(0, 5, 5, 5, 9);
    }

    private Command claimOfYoungest() {
        return new Command.Claim(random.nextInt(2), List.of(0, 1, 2), 0, false);
    }

    private Wish wish() {
        return new Wish(
                random.nextInt(3),
                priority(),
                1 + random.nextInt(3),
                of(0, 0, 0, 10, 60),
                of(0, 0, 5, 30, 120),
                of(5, 10, 60),
                of(0, 0, 0, 1, 2, 3),
                of(1, 1, 1, 2));
    }

    private Command claim() {
        int worker = once(3, 4) ? random.nextInt(2) : place();
        return switch (random.nextInt(8)) {
            case 0 -> new Command.Claim(worker, List.of(random.nextInt(3)), of(-1, 1, 1, 2), false);
            case 1 -> new Command.Claim(worker, List.of(random.nextInt(3)), 0, true);
            default -> new Command.Claim(worker, some(4, i -> place()), 0, false);
        };
    }

    private Command finish() {
        return new Command.Finish(
                some(3, i -> new Command.Result(place(), way(), of(1, 10, 60))), once(1, 12), place());
    }

    private Way way() {
        return Way.values()[random.nextInt(ways)];
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
