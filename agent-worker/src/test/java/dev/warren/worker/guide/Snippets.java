package dev.warren.worker.guide;

import dev.warren.worker.agent.Agent;
import dev.warren.worker.agent.AgentContext;
import dev.warren.worker.agent.AgentDescription;
import dev.warren.worker.agent.AgentHealth;
import dev.warren.worker.agent.ChildResult;
import dev.warren.worker.agent.ChildTask;
import dev.warren.worker.agent.Outcome;
import dev.warren.worker.agent.Question;
import dev.warren.worker.agent.RetryAfterException;
import dev.warren.worker.agent.Usage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/** The shorter pieces of the guide, each a run method. */
final class Snippets {

    private Snippets() {}

    interface Prices {
        int of(String book) throws RetryAfterException;
    }

    static Outcome price(AgentContext context, Prices prices, List<String> books) throws Exception {
        int total = 0;
        for (int i = 0; i < books.size(); i++) {
            String book = books.get(i);
            context.checkCanceled();
            total += context.step("price-" + i, Integer.class, () -> prices.of(book));
            context.addUsage(new Usage(20, 3));
        }
        return Outcome.completed(total);
    }

    static Outcome triage(AgentContext context) {
        String said =
                context.conversation().messages().getLast().path("content").asString();
        return said.contains("refund")
                ? Outcome.handedOff(
                        "refunds", context.conversation().withVariable("topic", StringNode.valueOf("refund")))
                : Outcome.completed(context.conversation().toOutput(StringNode.valueOf("Hello!"), "triage"));
    }

    static Outcome publish(AgentContext context) throws Exception {
        String draft = context.step("draft", String.class, () -> "Owls hunt at night.");
        JsonNode answer = context.answer();
        if (answer == null) {
            return Outcome.waitsForInput(
                    Question.of("Publish this? " + draft)
                            .withSchema("{\"type\": \"boolean\"}")
                            .withDeadline(Duration.ofDays(2)),
                    context.conversation());
        }
        return answer.booleanValue() ? Outcome.completed(draft) : Outcome.failed("REJECTED", "An editor said no");
    }

    static Outcome compare(AgentContext context, List<String> topics) {
        List<ChildTask> children = topics.stream()
                .map(topic -> ChildTask.of("brief-" + topic, "briefing", new Briefing.Request(topic)))
                .toList();
        children.forEach(context::send);
        List<String> texts = new ArrayList<>();
        for (ChildTask child : children) {
            switch (context.call(child)) {
                case ChildResult.Completed brief ->
                    texts.add(brief.output().path("text").asString());
                case ChildResult.Failed failed -> texts.add("nothing: " + failed.code());
            }
        }
        return Outcome.completed(texts);
    }

    /** Shows what an agent may say of its health. */
    abstract static class Careful implements Agent {

        private final Library library;

        Careful(Library library) {
            this.library = library;
        }

        @Override
        public AgentHealth health() {
            return library.isOpen() ? AgentHealth.up() : AgentHealth.down("the library is closed");
        }

        @Override
        public AgentDescription description() {
            return AgentDescription.named("careful");
        }
    }
}
