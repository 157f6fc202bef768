package dev.warren.worker.flow;

import dev.warren.worker.agent.Agent;
import dev.warren.worker.agent.AgentContext;
import dev.warren.worker.agent.AgentDescription;
import dev.warren.worker.agent.Outcome;
import dev.warren.worker.start.WorkerAutoConfiguration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CountDownLatch;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.support.GenericApplicationContext;

/** An application whose agent pays and then ships, and writes both into a file; its first attempt never finishes shipping. */
final class PayingWorker {

    static final Agent AGENT = new Paying();

    private PayingWorker() {}

    private static final class Paying implements Agent {

        record Order(String book) {}

        @Override
        public AgentDescription description() {
            return AgentDescription.named("paying");
        }

        @Override
        public Outcome run(AgentContext context) throws Exception {
            Path book = Path.of(context.input(Order.class).book());
            String receipt = context.step("pay", String.class, () -> note(book, "paid", context));
            context.step("ship", () -> {
                note(book, "ships", context);
                if (context.attempt() == 1) {
                    new CountDownLatch(1).await();
                }
            });
            return Outcome.completed(receipt);
        }

        private static String note(Path book, String what, AgentContext context) throws IOException {
            String line = what + " in attempt " + context.attempt();
            Files.writeString(book, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            return line;
        }
    }

    public static void main(String[] args) {
        new SpringApplicationBuilder(WorkerAutoConfiguration.class)
                .web(WebApplicationType.NONE)
                .initializers(application ->
                        ((GenericApplicationContext) application).registerBean("paying", Agent.class, () -> AGENT))
                .run(args);
    }
}
