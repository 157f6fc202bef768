package dev.warren.worker.run;

import dev.warren.store.claim.ClaimedTask;
import dev.warren.worker.agent.AgentContext;
import dev.warren.worker.agent.ChildResult;
import dev.warren.worker.agent.ChildTask;
import dev.warren.worker.agent.Conversation;
import dev.warren.worker.agent.InvalidInputException;
import dev.warren.worker.agent.Usage;
import dev.warren.worker.agent.WaitsForChildren;
import dev.warren.worker.agent.replay.ExactJson;
import dev.warren.worker.agent.replay.ReplaySteps;
import dev.warren.worker.lease.Ownership;
import dev.warren.worker.progress.Speaker;
import dev.warren.worker.trace.AttemptTrace;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** What the agent of an attempt sees and may do. Bears the threads that an agent starts itself. */
final class TaskContext implements AgentContext {

    private final Attempt attempt;
    private final ClaimedTask task;
    private final Reach reach;
    private final Ownership ownership;
    private final Speaker speaker;
    private final Map<String, UUID> sent = new ConcurrentHashMap<>();
    private final Set<UUID> awaited = ConcurrentHashMap.newKeySet();
    private final @Nullable Conversation left;
    private final ReplaySteps steps;
    private volatile @Nullable JsonNode input;
    private volatile boolean over;

    TaskContext(Attempt attempt, Reach reach) {
        this.attempt = attempt;
        this.task = attempt.task();
        this.reach = reach;
        this.ownership = attempt.ownership();
        this.speaker = new Speaker(attempt.incarnation(), attempt.lease(), task.run(), task.attempt());
        String state = task.state();
        this.left = state == null ? null : Conversation.ofJson(ExactJson.read(state));
        this.steps = new ReplaySteps(reach.steps().of(ownership, stage(), task.attempt() == 1));
    }

    /** Counts the handoffs of this run, from 1: each agent that took over has steps and children of its own names. */
    private int stage() {
        return left == null ? 1 : left.agents().size();
    }

    /** The children whose ends this attempt needs. */
    List<UUID> awaited() {
        return List.copyOf(awaited);
    }

    /** Its agent has returned; what other threads of it still say is heard no more. */
    void over() {
        over = true;
        reach.tokens().ended(attempt.lease());
    }

    @Override
    public UUID taskId() {
        return task.id();
    }

    @Override
    public int run() {
        return task.run();
    }

    @Override
    public int attempt() {
        return task.attempt();
    }

    @Override
    public String tenant() {
        return task.tenant();
    }

    @Override
    public int priority() {
        return task.priority();
    }

    @Override
    public Map<String, String> labels() {
        Map<String, String> labels = new TreeMap<>();
        ExactJson.read(task.labels())
                .properties()
                .forEach(entry -> labels.put(entry.getKey(), entry.getValue().asString()));
        return Map.copyOf(labels);
    }

    @Override
    public @Nullable String traceparent() {
        AttemptTrace trace = attempt.trace();
        return trace == null ? task.traceparent() : trace.traceparent();
    }

    @Override
    public JsonNode input() {
        JsonNode read = input;
        if (read == null) {
            try {
                read = ExactJson.read(task.input());
            } catch (JacksonException e) {
                throw new InvalidInputException("input: " + e.getOriginalMessage());
            }
            input = read;
        }
        return read;
    }

    @Override
    public Instant deadline() {
        return attempt.deadline();
    }

    @Override
    public boolean canceled() {
        return attempt.mustStop();
    }

    @Override
    public Conversation conversation() {
        return left == null ? Conversation.begin(input()).withAgents(List.of(task.agent())) : left;
    }

    @Override
    public @Nullable JsonNode answer() {
        String answer = task.answer();
        return answer == null ? null : ExactJson.read(answer);
    }

    @Override
    public void addUsage(Usage usage) {
        addUsage("", usage);
    }

    @Override
    public void addUsage(String model, Usage usage) {
        attempt.add(usage);
        reach.metrics().used(task.agent(), task.agentVersion(), model, usage);
    }

    @Override
    public void progress(double fraction, String message) {
        reach.progress().tell(speaker, fraction, message);
    }

    @Override
    public void token(String text) {
        if (!over) {
            reach.tokens().tell(speaker, text);
        }
    }

    @Override
    public <T> T step(String name, Class<T> type, Callable<? extends T> work) throws Exception {
        return steps.step(name, type, work);
    }

    @Override
    public UUID send(ChildTask child) {
        UUID known = sent.get(child.name());
        if (known != null) {
            return known;
        }
        AttemptTrace trace = attempt.trace();
        Instant began = trace == null ? null : Instant.now();
        UUID id = reach.children().send(ownership, stage(), child);
        if (trace != null && began != null) {
            trace.sent(child, id, began);
        }
        sent.put(child.name(), id);
        return id;
    }

    @Override
    public ChildResult call(ChildTask child) {
        UUID id = send(child);
        return reach.children().result(ownership, id).orElseThrow(() -> {
            awaited.add(id);
            return new WaitsForChildren(List.of(id));
        });
    }
}
