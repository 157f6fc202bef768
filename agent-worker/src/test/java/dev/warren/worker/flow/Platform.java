package dev.warren.worker.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.zaxxer.hikari.HikariDataSource;
import dev.warren.local.postgres.PostgresServer;
import dev.warren.model.message.ClaimCheck;
import dev.warren.model.message.ControlMessage;
import dev.warren.model.message.MessageCodec;
import dev.warren.model.metric.WarrenMetric;
import dev.warren.model.task.TaskStatus;
import dev.warren.model.task.TimeOrderedId;
import dev.warren.model.topology.BrokerDialect;
import dev.warren.model.topology.Topology;
import dev.warren.store.connect.LedgerConnections;
import dev.warren.store.connect.LedgerProperties;
import dev.warren.store.publish.PublicationLog;
import dev.warren.store.publish.PublishableTask;
import dev.warren.store.schema.LedgerSchema;
import dev.warren.store.submit.NewTask;
import dev.warren.store.submit.SubmitTasks;
import dev.warren.store.sweep.SweepLedger;
import dev.warren.store.task.AnswerTask;
import dev.warren.store.task.CancelTask;
import dev.warren.store.worker.WorkerLife;
import dev.warren.test.TestServers;
import dev.warren.worker.agent.Agent;
import dev.warren.worker.agent.AgentDescription;
import dev.warren.worker.agent.AgentRuntime;
import dev.warren.worker.hosting.HostedAgents;
import dev.warren.worker.start.WorkerAutoConfiguration;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;
import org.flywaydb.core.Flyway;
import org.springframework.amqp.core.Binding;
import org.springframework.amqp.core.BindingBuilder;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageBuilder;
import org.springframework.amqp.core.Queue;
import org.springframework.amqp.core.QueueBuilder;
import org.springframework.amqp.core.TopicExchange;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;
import org.springframework.amqp.rabbit.core.RabbitAdmin;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

/** A ledger and a virtual host of its own, what a gateway does to them, and workers on them. */
final class Platform implements AutoCloseable {

    private final HikariDataSource connections;
    private final CachingConnectionFactory broker;
    final String ledgerUrl;
    final String brokerUri;
    private final PostgresServer postgres;
    private final String brokerVersion;
    private final TimeOrderedId ids = new TimeOrderedId(Clock.systemUTC());
    private final List<ConfigurableApplicationContext> workers = new ArrayList<>();
    final MeterRegistry metrics = new SimpleMeterRegistry();
    final JdbcTemplate jdbc;
    final RabbitTemplate amqp;
    final RabbitAdmin admin;
    final SweepLedger sweep;
    final CancelTask cancel;

    Platform() {
        this(
                TestServers.postgres(),
                TestServers.freshDatabase(),
                TestServers.freshVirtualHost(),
                TestServers.rabbit().version());
    }

    Platform(PostgresServer postgres, String ledgerUrl, String brokerUri, String brokerVersion) {
        this.postgres = postgres;
        this.ledgerUrl = ledgerUrl;
        this.brokerUri = brokerUri;
        this.brokerVersion = brokerVersion;
        connections = LedgerConnections.open(
                new LedgerProperties(ledgerUrl, postgres.user(), postgres.password(), 4, Duration.ofSeconds(5)),
                "test");
        Flyway.configure()
                .dataSource(connections)
                .schemas(LedgerSchema.NAME)
                .locations(LedgerSchema.LOCATION)
                .load()
                .migrate();
        jdbc = new JdbcTemplate(connections);
        sweep = new SweepLedger(jdbc);
        cancel = new CancelTask(jdbc);
        broker = new CachingConnectionFactory(URI.create(brokerUri));
        amqp = new RabbitTemplate(broker);
        admin = new RabbitAdmin(broker);
        declareExchanges();
    }

    private void declareExchanges() {
        for (String exchange : List.of(
                Topology.TASKS_EXCHANGE, Topology.CONTROL_EXCHANGE, Topology.EVENTS_EXCHANGE, Topology.DEAD_LETTERS)) {
            admin.declareExchange(new TopicExchange(exchange));
        }
        var deadLetters = new Queue(Topology.DEAD_LETTERS);
        admin.declareQueue(deadLetters);
        admin.declareBinding(BindingBuilder.bind(deadLetters)
                .to(new TopicExchange(Topology.DEAD_LETTERS))
                .with("#"));
    }

    /** Declares an agent's queue as a gateway does. */
    /** One more session at the ledger, as the schema's owner. */
    Connection connection() throws SQLException {
        return connections.getConnection();
    }

    /** How many slots the worker says it uses. */
    int slotsUsed() {
        return (int) metrics.get("warren.slots.used").gauge().value();
    }

    void declareQueue(String agent) {
        String name = Topology.agentQueue(agent, Topology.SHARED_LANE);
        var queue = QueueBuilder.durable(name)
                .withArguments(new HashMap<>(BrokerDialect.of(brokerVersion).taskQueueArguments()))
                .deadLetterExchange(Topology.DEAD_LETTERS)
                .build();
        admin.declareQueue(queue);
        admin.declareBinding(new Binding(name, Binding.DestinationType.QUEUE, Topology.TASKS_EXCHANGE, name, Map.of()));
    }

    /** Makes {@code agent} known, and its queue, before any worker hosts it. */
    void announce(Agent agent) {
        HostedAgents.of(Map.of("agent", agent)).forRegistry().forEach(new WorkerLife(jdbc, ids.next())::announce);
        declareQueue(agent.description().name());
    }

    /** Starts a worker that hosts {@code agent}, whose queue is declared. */
    ConfigurableApplicationContext worker(Agent agent, String... properties) {
        announce(agent);
        return workerWithoutQueue(agent, properties);
    }

    ConfigurableApplicationContext workerWithoutQueue(Agent agent, String... properties) {
        return host(List.of(agent), properties);
    }

    /**
     * Starts a worker that hosts these agents and runtimes, whose queues are declared.
     *
     * @param content beans of type {@link Agent} or {@link AgentRuntime}
     */
    ConfigurableApplicationContext host(List<?> content, String... properties) {
        List<String> settings = new ArrayList<>(settings());
        settings.addAll(List.of(properties));
        ConfigurableApplicationContext context = new SpringApplicationBuilder(WorkerAutoConfiguration.class)
                .web(WebApplicationType.NONE)
                .bannerMode(org.springframework.boot.Banner.Mode.OFF)
                .registerShutdownHook(false)
                .properties(settings.toArray(String[]::new))
                .initializers(application -> {
                    var beans = (GenericApplicationContext) application;
                    content.forEach(bean -> register(beans, bean));
                    beans.registerBean(MeterRegistry.class, () -> metrics);
                })
                .run();
        workers.add(context);
        return context;
    }

    private static void register(GenericApplicationContext beans, Object bean) {
        switch (bean) {
            case Agent agent ->
                beans.registerBean("agent-" + agent.description().name(), Agent.class, () -> agent);
            case AgentRuntime runtime ->
                beans.registerBean("runtime-" + runtime.kind(), AgentRuntime.class, () -> runtime);
            default -> throw new IllegalArgumentException("No content of a worker: " + bean);
        }
    }

    /** Starts a worker that hosts several agents. */
    ConfigurableApplicationContext workerOf(List<? extends Agent> agents, String... properties) {
        agents.forEach(this::announce);
        return host(agents, properties);
    }

    /** What leads a worker to this ledger and this broker. */
    List<String> settings() {
        return List.of(
                "warren.ledger.url=" + ledgerUrl,
                "warren.ledger.username=" + postgres.user(),
                "warren.ledger.password=" + postgres.password(),
                "warren.broker.uri=" + brokerUri,
                "warren.worker.name=tester",
                "warren.worker.grace=1s");
    }

    /** Writes a task as a gateway does, without its message. */
    UUID submit(String agent, String input, UnaryOperator<Wish> wish) {
        Wish wished = wish.apply(new Wish(5, Duration.ofMinutes(10), 3, null));
        UUID id = ids.next();
        new SubmitTasks(jdbc)
                .submit(
                        List.of(new NewTask(
                                id,
                                "default",
                                agent,
                                Topology.SHARED_LANE,
                                wished.priority(),
                                input,
                                "{\"team\":\"blue\"}",
                                new NewTask.Start.Now(),
                                null,
                                wished.timeout(),
                                wished.maxAttempts(),
                                wished.retry(),
                                null,
                                null)),
                        1);
        return id;
    }

    /** What a task asks for beyond the defaults. */
    record Wish(int priority, Duration timeout, int maxAttempts, String retry) {
        Wish priority(int priority) {
            return new Wish(priority, timeout, maxAttempts, retry);
        }

        Wish timeout(Duration timeout) {
            return new Wish(priority, timeout, maxAttempts, retry);
        }

        Wish maxAttempts(int maxAttempts) {
            return new Wish(priority, timeout, maxAttempts, retry);
        }

        Wish retry(String json) {
            return new Wish(priority, timeout, maxAttempts, json);
        }
    }

    /** Submits a task and publishes its message. */
    UUID run(String agent, String input) {
        return run(agent, input, wish -> wish);
    }

    UUID run(String agent, String input, UnaryOperator<Wish> wish) {
        UUID id = submit(agent, input, wish);
        publish(id);
        return id;
    }

    /** Publishes the message of {@code task} for its present fence. */
    void publish(UUID task) {
        Map<String, Object> row = row(task);
        publish(new ClaimCheck(
                task,
                (Integer) row.get("run"),
                (Long) row.get("fence"),
                (String) row.get("agent"),
                "default",
                (Integer) row.get("priority"),
                null,
                null));
    }

    private void publish(ClaimCheck check) {
        Message message = MessageBuilder.withBody(new MessageCodec<>(ClaimCheck.class).write(check))
                .setType(ClaimCheck.TYPE)
                .setPriority(check.priority())
                .build();
        amqp.send(Topology.TASKS_EXCHANGE, Topology.agentQueue(check.agent(), Topology.SHARED_LANE), message);
    }

    /** Sends anything at all to an agent's queue. */
    void send(String agent, BasicProperties properties, byte[] body) {
        amqp.execute(channel -> {
            channel.basicPublish(
                    Topology.TASKS_EXCHANGE, Topology.agentQueue(agent, Topology.SHARED_LANE), properties, body);
            return true;
        });
    }

    /** The body of a claim check that a gateway may, or may not, have sent. */
    byte[] claimCheck(UUID task, String agent, long fence) {
        return new MessageCodec<>(ClaimCheck.class)
                .write(new ClaimCheck(task, 1, fence, agent, "default", 5, null, null));
    }

    /** How often a worker's claim met {@code verdict} so far. */
    long claims(String verdict) {
        Counter counter =
                metrics.find(WarrenMetric.CLAIMS.id()).tag("verdict", verdict).counter();
        return counter == null ? 0 : (long) counter.count();
    }

    long deadLetters() {
        return admin.getQueueInfo(Topology.DEAD_LETTERS).getMessageCount();
    }

    void order(ControlMessage order, String routingKey) {
        Message message = MessageBuilder.withBody(new MessageCodec<>(ControlMessage.class).write(order))
                .setType(ControlMessage.TYPE)
                .build();
        amqp.send(Topology.CONTROL_EXCHANGE, routingKey, message);
    }

    /** One sweep of a gateway: what is due is queued, what is queued and due is published. */
    void sweep() {
        sweep.tick();
        sweep.declareDead();
        sweep.takeOver(100);
        sweep.startDue(100);
        sweep.wakeCallers(100);
        sweep.endUnanswered(100);
        for (PublishableTask task : new PublicationLog(jdbc).takeDue(1, 100)) {
            publish(new ClaimCheck(
                    task.id(), task.run(), task.fence(), task.agent(), task.tenant(), task.priority(), null, null));
        }
    }

    /** Sweeps again and again until {@code task} is {@code status}. */
    void await(UUID task, TaskStatus status) {
        Awaitility.await()
                .alias("task " + task + " is " + status)
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> {
                    sweep();
                    return status(task) == status;
                });
    }

    /** Answers the question with which {@code task} waits. */
    void answer(UUID task, String json) {
        var answered = new AnswerTask(jdbc)
                .answer("default", task, (UUID) row(task).get("question_id"), json)
                .orElseThrow();
        assertThat(answered.accepted()).isTrue();
    }

    /** Listens to events from here on. */
    Queue listen(String routingKey) {
        // Not one that is deleted with its first receiver: each receive is one.
        var events = new Queue("events-" + ids.next(), false, true, false);
        admin.declareQueue(events);
        admin.declareBinding(new Binding(
                events.getName(), Binding.DestinationType.QUEUE, Topology.EVENTS_EXCHANGE, routingKey, Map.of()));
        return events;
    }

    Map<String, Object> row(UUID task) {
        return jdbc.queryForMap("select * from task where id = ?", task);
    }

    TaskStatus status(UUID task) {
        return TaskStatus.valueOf((String) row(task).get("status"));
    }

    List<String> attemptOutcomes(UUID task) {
        return jdbc.queryForList(
                "select outcome from task_attempt where task_id = ? order by run, attempt", String.class, task);
    }

    /** Messages that wait in an agent's queue, those in a worker's hands left out. */
    long messages(String agent) {
        return admin.getQueueInfo(Topology.agentQueue(agent, Topology.SHARED_LANE))
                .getMessageCount();
    }

    long consumers(String agent) {
        return admin.getQueueInfo(Topology.agentQueue(agent, Topology.SHARED_LANE))
                .getConsumerCount();
    }

    static AgentDescription described(String name) {
        return AgentDescription.named(name);
    }

    @Override
    public void close() {
        workers.forEach(ConfigurableApplicationContext::close);
        broker.destroy();
        connections.close();
    }
}
