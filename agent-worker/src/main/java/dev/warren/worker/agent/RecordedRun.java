package dev.warren.worker.agent;

import dev.warren.worker.agent.replay.ReplaySteps;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What the attempts of a {@link StandaloneContext} did, for an author's test to look at. Bears many threads. */
public final class RecordedRun implements ReplaySteps.Journal {

    private final Map<String, String> steps = new LinkedHashMap<>();
    private final Map<String, UUID> ids = new LinkedHashMap<>();
    private final List<ChildTask> children = new ArrayList<>();
    private final List<Progress> progress = new ArrayList<>();
    private final StringBuilder tokens = new StringBuilder();
    private final Map<String, Usage> models = new LinkedHashMap<>();
    private Usage usage = Usage.NONE;

    /** One call of {@link AgentContext#progress}. */
    public record Progress(double fraction, String message) {}

    RecordedRun() {}

    /** Results of the steps by their names, in the order in which they were done. */
    public synchronized Map<String, JsonNode> steps() {
        Map<String, JsonNode> results = new LinkedHashMap<>();
        steps.forEach((name, result) -> results.put(name, AgentJson.parse(result)));
        return results;
    }

    /** The children that were sent or called, each once. */
    public synchronized List<ChildTask> children() {
        return List.copyOf(children);
    }

    public synchronized List<Progress> progress() {
        return List.copyOf(progress);
    }

    /** All tokens, joined. */
    public synchronized String tokens() {
        return tokens.toString();
    }

    /** What {@link AgentContext#addUsage} was told, in all; an outcome's own usage comes on top. */
    public synchronized Usage usage() {
        return usage;
    }

    /** What of that was of {@code model}. */
    public synchronized Usage usageOf(String model) {
        return models.getOrDefault(model, Usage.NONE);
    }

    @Override
    public synchronized @Nullable String find(String step) {
        return steps.get(step);
    }

    @Override
    public synchronized String record(String step, String result) {
        String before = steps.putIfAbsent(step, result);
        return before == null ? result : before;
    }

    @Override
    public synchronized int size() {
        return steps.size();
    }

    synchronized UUID send(ChildTask child) {
        UUID known = ids.get(child.name());
        if (known != null) {
            return known;
        }
        UUID id = UUID.randomUUID();
        ids.put(child.name(), id);
        children.add(child);
        return id;
    }

    synchronized void add(Usage more) {
        usage = usage.plus(more);
    }

    synchronized void add(String model, Usage more) {
        models.merge(model, more, Usage::plus);
        add(more);
    }

    synchronized void add(Progress said) {
        progress.add(said);
    }

    synchronized void addToken(String text) {
        tokens.append(text);
    }
}
