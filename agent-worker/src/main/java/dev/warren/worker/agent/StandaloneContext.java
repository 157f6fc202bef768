package dev.warren.worker.agent;

import dev.warren.model.task.TaskDefaults;
import dev.warren.worker.agent.replay.ReplaySteps;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * An attempt that no worker runs, so that an agent can be tested without servers. Made by
 * {@link AgentContext#of(Object)}. What is derived from it by one of its {@code with} methods is the same run: it replays
 * the same steps and knows the same children, so {@code withAttempt(2)} shows what a second attempt does.
 */
public final class StandaloneContext implements AgentContext {

    private final UUID taskId;
    private final JsonNode input;
    private final RecordedRun recorded;
    private final ReplaySteps steps;
    private int attempt = 1;
    private Map<String, String> labels = Map.of();
    private Instant deadline = Instant.now().plus(TaskDefaults.TIMEOUT);
    private BooleanSupplier cancellation = () -> false;
    private Conversation conversation;
    private @Nullable JsonNode answer;
    private Function<ChildTask, @Nullable ChildResult> children = child -> null;

    private StandaloneContext(UUID taskId, JsonNode input, RecordedRun recorded, Conversation conversation) {
        this.taskId = taskId;
        this.input = input;
        this.recorded = recorded;
        this.steps = new ReplaySteps(recorded);
        this.conversation = conversation;
    }

    static StandaloneContext of(@Nullable Object input) {
        JsonNode json = AgentJson.tree(input);
        return new StandaloneContext(UUID.randomUUID(), json, new RecordedRun(), Conversation.begin(json));
    }

    private StandaloneContext with(Consumer<StandaloneContext> change) {
        var changed = new StandaloneContext(taskId, input, recorded, conversation);
        changed.attempt = attempt;
        changed.labels = labels;
        changed.deadline = deadline;
        changed.cancellation = cancellation;
        changed.answer = answer;
        changed.children = children;
        change.accept(changed);
        return changed;
    }

    public StandaloneContext withAttempt(int attempt) {
        return with(changed -> changed.attempt = attempt);
    }

    public StandaloneContext withLabels(Map<String, String> labels) {
        return with(changed -> changed.labels = Map.copyOf(labels));
    }

    public StandaloneContext withDeadline(Instant deadline) {
        return with(changed -> changed.deadline = deadline);
    }

    /** @param cancellation answers {@link #canceled()} */
    public StandaloneContext withCancellation(BooleanSupplier cancellation) {
        return with(changed -> changed.cancellation = cancellation);
    }

    /** What an earlier attempt left by its handoff or question. */
    public StandaloneContext withConversation(Conversation conversation) {
        return with(changed -> changed.conversation = conversation);
    }

    /**
     * A human has answered.
     *
     * @param answer a {@link JsonNode}, null, or any object that Jackson can write
     */
    public StandaloneContext withAnswer(@Nullable Object answer) {
        return with(changed -> changed.answer = AgentJson.tree(answer));
    }

    /**
     * How children end that are called.
     *
     * @param children answers null for a child that has not ended, whose call throws {@link WaitsForChildren}
     */
    public StandaloneContext withChildren(Function<ChildTask, @Nullable ChildResult> children) {
        return with(changed -> changed.children = children);
    }

    /** What the attempts of this run did so far. */
    public RecordedRun recorded() {
        return recorded;
    }

    @Override
    public UUID taskId() {
        return taskId;
    }

    @Override
    public int run() {
        return 1;
    }

    @Override
    public int attempt() {
        return attempt;
    }

    @Override
    public String tenant() {
        return TaskDefaults.TENANT;
    }

    @Override
    public int priority() {
        return TaskDefaults.PRIORITY;
    }

    @Override
    public Map<String, String> labels() {
        return labels;
    }

    @Override
    public JsonNode input() {
        return input;
    }

    @Override
    public Instant deadline() {
        return deadline;
    }

    @Override
    public boolean canceled() {
        return cancellation.getAsBoolean();
    }

    @Override
    public Conversation conversation() {
        return conversation;
    }

    @Override
    public @Nullable JsonNode answer() {
        return answer;
    }

    @Override
    public void addUsage(Usage usage) {
        recorded.add(usage);
    }

    @Override
    public void addUsage(String model, Usage usage) {
        recorded.add(model, usage);
    }

    @Override
    public void progress(double fraction, String message) {
        recorded.add(new RecordedRun.Progress(Math.clamp(fraction, 0, 1), message));
    }

    @Override
    public void token(String text) {
        recorded.addToken(text);
    }

    @Override
    public <T> T step(String name, Class<T> type, Callable<? extends T> work) throws Exception {
        return steps.step(name, type, work);
    }

    @Override
    public UUID send(ChildTask child) {
        return recorded.send(child);
    }

    @Override
    public ChildResult call(ChildTask child) {
        UUID id = recorded.send(child);
        ChildResult result = children.apply(child);
        if (result == null) {
            throw new WaitsForChildren(List.of(id));
        }
        return result;
    }
}
