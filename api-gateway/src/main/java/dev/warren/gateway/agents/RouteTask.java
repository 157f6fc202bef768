package dev.warren.gateway.agents;

import dev.warren.gateway.problem.Problem;
import dev.warren.gateway.problem.ProblemType;
import dev.warren.store.agent.RegisteredAgent;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Chooses the agent of a task that asks for capabilities, by figures that are a second old at most. What this gateway has
 * sent an agent since they were read counts as waiting there: a thousand tasks of one moment do not all go to one agent.
 */
@Component
public final class RouteTask {

    private static final double UNMEASURED_SECONDS = 1;
    private static final int MOST_NAMED = 50;

    private final AgentStandings standings;
    private volatile Sent sent = new Sent(List.of(), Map.of());

    RouteTask(AgentStandings standings) {
        this.standings = standings;
    }

    /** What was sent whom since {@code reading}. */
    private record Sent(List<Standing> reading, Map<String, LongAdder> byAgent) {}

    /**
     * A choice.
     *
     * @param reason in words
     */
    public record Route(RegisteredAgent agent, String reason) {

        /** As the task keeps it: {@code {"agent": …, "reason": …}}. */
        public String json() {
            return JsonMapper.shared()
                    .createObjectNode()
                    .put("agent", agent.name())
                    .put("reason", reason)
                    .toString();
        }
    }

    /** A candidate and its figures. */
    private record Candidate(Standing standing, long queued, double waitSeconds) {
        String name() {
            return standing.agent().name();
        }
    }

    /** @throws Problem where no agent has ever offered all of them */
    public Route route(SortedSet<String> capabilities) {
        List<Standing> reading = standings.recent();
        List<Standing> offering = offering(reading, capabilities);
        if (offering.isEmpty()) {
            reading = standings.now(); // a new agent may be younger than what is remembered
            offering = offering(reading, capabilities);
        }
        if (offering.isEmpty()) {
            throw unknown(reading, capabilities);
        }
        Map<String, LongAdder> sentSince = sentSince(reading);
        List<Standing> served = offering.stream().filter(Standing::isServed).toList();
        Candidate best = served.isEmpty() ? bestOfUnserved(offering) : bestOfServed(served, sentSince);
        sentSince.computeIfAbsent(best.name(), name -> new LongAdder()).increment();
        String words = String.join(", ", capabilities);
        return new Route(
                best.standing().agent(),
                served.isEmpty() ? whyUnserved(best, words) : whyServed(best, served.size(), words));
    }

    private Map<String, LongAdder> sentSince(List<Standing> reading) {
        Sent known = sent;
        if (known.reading() != reading) {
            known = new Sent(reading, new ConcurrentHashMap<>());
            sent = known;
        }
        return known.byAgent();
    }

    private static List<Standing> offering(List<Standing> reading, Collection<String> capabilities) {
        return reading.stream()
                .filter(standing -> standing.agent().capabilities().containsAll(capabilities))
                .toList();
    }

    /** One of which no run was measured is taken for as slow as the slowest of the others. */
    private static Candidate bestOfServed(List<Standing> served, Map<String, LongAdder> sentSince) {
        double slowest = served.stream()
                .flatMapToDouble(standing -> standing.runSeconds().stream())
                .max()
                .orElse(UNMEASURED_SECONDS);
        return served.stream()
                .map(standing -> {
                    LongAdder more = sentSince.get(standing.agent().name());
                    long queued = standing.queued() + (more == null ? 0 : more.sum());
                    double wait = new Standing(standing.agent(), standing.members(), queued)
                            .expectedWaitSeconds(standing.runSeconds().orElse(slowest));
                    return new Candidate(standing, queued, wait);
                })
                .min(Comparator.comparingDouble(Candidate::waitSeconds)
                        .thenComparingLong(Candidate::queued)
                        .thenComparing(Candidate::name))
                .orElseThrow();
    }

    /** The one that is likeliest to go on first: it only lacks a worker. */
    private static Candidate bestOfUnserved(List<Standing> offering) {
        return offering.stream()
                .map(standing -> new Candidate(standing, standing.queued(), Double.POSITIVE_INFINITY))
                .min(Comparator.comparing(
                                (Candidate each) -> each.standing().agent().paused())
                        .thenComparingLong(Candidate::queued)
                        .thenComparing(Candidate::name))
                .orElseThrow();
    }

    private static String whyServed(Candidate best, int of, String words) {
        Standing standing = best.standing();
        OptionalDouble run = standing.runSeconds();
        String figures = String.format(
                Locale.ROOT,
                "expected wait %.1f s: %d queued, %s a task, %d of %d slots free",
                best.waitSeconds(),
                best.queued(),
                run.isPresent() ? String.format(Locale.ROOT, "%.2f s", run.getAsDouble()) : "not measured how long",
                standing.freeSlots(),
                standing.slots());
        String choice = of == 1
                ? "The only agent that offers " + words + " and has a healthy worker"
                : "Of " + of + " agents that offer " + words
                        + " and have a healthy worker, the one with the shortest wait";
        return choice + " (" + figures + ").";
    }

    private static String whyUnserved(Candidate best, String words) {
        return "No agent that offers " + words + " has a healthy worker now"
                + (best.standing().agent().paused() ? ", and this one is paused" : "")
                + ". The task waits until this one has.";
    }

    private static Problem unknown(List<Standing> reading, SortedSet<String> capabilities) {
        SortedSet<String> known = reading.stream()
                .flatMap(standing -> standing.agent().capabilities().stream())
                .collect(Collectors.toCollection(TreeSet::new));
        SortedSet<String> missing = new TreeSet<>(capabilities);
        missing.removeAll(known);
        String offered = known.stream().limit(MOST_NAMED).collect(Collectors.joining(", "));
        return Problem.field(
                ProblemType.UNKNOWN_CAPABILITY,
                "capabilities",
                (missing.isEmpty()
                                ? "are not offered together by any agent: " + String.join(", ", capabilities)
                                : "name what no agent has ever offered: " + String.join(", ", missing))
                        + (known.isEmpty()
                                ? "; none is offered at all"
                                : "; offered are " + offered + (known.size() > MOST_NAMED ? ", …" : "")));
    }
}
