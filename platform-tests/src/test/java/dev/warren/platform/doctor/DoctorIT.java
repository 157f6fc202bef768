package dev.warren.platform.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.ConnectionFactory;
import dev.warren.doctor.Doctor;
import dev.warren.doctor.installation.Installation.LedgerAddress;
import dev.warren.doctor.ledger.Ledger;
import dev.warren.doctor.ledger.LedgerRights;
import dev.warren.model.topology.BrokerDialect;
import dev.warren.model.topology.Topology;
import dev.warren.platform.process.Platform;
import dev.warren.platform.process.PlatformProcess;
import dev.warren.platform.process.TaskClient;
import dev.warren.test.TestServers;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The doctor looks at a platform that is well; then everything that it looks for is broken, and it looks again. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DoctorIT {

    private static final Path RIGHTS = Path.of("../doctor/src/main/resources/ledger-rights.txt");
    private static final URI MANAGEMENT = URI.create(TestServers.rabbit().managementUri());

    /** Reading goes on. */
    private static final String LOCK = "lock table warren.agent in share row exclusive mode";

    private final Platform platform = new Platform();
    private PlatformProcess gateway;
    private PlatformProcess worker;

    @BeforeAll
    void start() {
        gateway = platform.launchGateway();
        worker = platform.launchWorker("patient", 20);
        List.of(gateway, worker).forEach(PlatformProcess::awaitReady);
        TaskClient client = platform.client();
        client.awaitEnd(client.submit("echo", "x"), Duration.ofSeconds(30));
    }

    @AfterAll
    void stop() {
        platform.close();
    }

    private record Finding(String check, String verdict, String sentence, String runbook) {}

    @Test
    @Order(1)
    void findsNothingWrongWithAPlatformThatIsWell() throws Exception {
        if (Boolean.getBoolean("rights.update")) {
            Files.writeString(RIGHTS, String.join("\n", granted()) + "\n");
        }

        List<Finding> findings = examine();

        assertThat(granted())
                .as("%s; where the change is meant, write it anew: -Dit.test=DoctorIT -Drights.update=true", RIGHTS)
                .isEqualTo(Files.readAllLines(RIGHTS));
        // The Postgres of tests is not durable, because nobody kills it.
        assertThat(findings)
                .filteredOn(finding -> !finding.check().equals("ledger-durable"))
                .filteredOn(finding -> !finding.verdict().equals("ok"))
                .allSatisfy(finding -> assertThat(finding.verdict()).isEqualTo("note"))
                .extracting(Finding::check)
                // One user serves both components at the broker of tests, and the first sweep was a moment ago.
                .isSubsetOf("broker-rights", "sweeper");
        assertThat(findings)
                .extracting(Finding::check)
                .contains("clocks", "lost-messages", "topology-shape", "sweeper");
    }

    @Test
    @Order(2)
    void namesEverythingThatIsWrongAndChangesNothing() throws Exception {
        worker.kill();
        gateway.kill();
        breakTheLedger();
        breakTheBroker();
        Map<String, String> before = everything();

        List<Finding> findings = examine();

        assertFound(findings, "gateway-answers", "nobody listens there", "WarrenGatewayDown");
        assertFound(
                findings,
                "ledger-durable",
                "synchronous_commit is off in Postgres for every role",
                "ledger-not-durable");
        assertFound(findings, "ledger-partitions", "warren.task_run has no partition", "partitions");
        assertFound(findings, "ledger-partitions", "warren.task_run_default holds a row", "partitions");
        assertFound(findings, "ledger-rights", "warren_worker lacks rights", "rights");
        assertFound(findings, "ledger-rights", "UPDATE table task", "rights");
        assertFound(findings, "sweeper", "No gateway has swept the ledger", "sweeper-stopped");
        assertFound(findings, "sweeper", "A task should have been queued", "sweeper-stopped");
        assertFound(findings, "workers", "Worker stale has been silent", "WarrenWorkerLost");
        assertFound(findings, "leases", "A task is RUNNING for a worker that is gone (ghost)", "leases");
        assertFound(findings, "tasks-wait", "waits for agent lonely", "WarrenAgentWithoutWorker");
        assertFound(findings, "topology-exists", "no queue agent.echo.shared", "missing-queue");
        assertFound(findings, "topology-exists", "lacks the mark", "lost-broker");
        assertFound(findings, "topology-shape", "agent.summarizer.shared is a", "wrong-queue");
        assertFound(findings, "topology-shape", "agent.probe.shared is not bound", "missing-queue");
        assertFound(findings, "lost-messages", "agent.probe.shared has no message there", "WarrenMessagesLost");
        assertThat(findings)
                .filteredOn(finding -> finding.verdict().equals("note"))
                .extracting(Finding::sentence)
                .anyMatch(sentence -> sentence.contains("agent.nobody.shared is of no agent"))
                .anyMatch(sentence -> sentence.contains("1 dead letter of agent echo, reason NON_RETRYABLE"));
        assertThat(findings)
                .filteredOn(finding -> finding.verdict().equals("problem"))
                .allSatisfy(finding -> assertThat(finding.runbook()).isNotEmpty());
        assertThat(everything()).isEqualTo(before);
    }

    @Test
    @Order(3)
    void namesWhoHoldsALock() throws Exception {
        inTheLedger(holder -> inTheLedger(waiter -> {
            holder.execute("begin; set application_name = 'nightly-report'; " + LOCK);
            Thread waiting = Thread.startVirtualThread(() -> {
                try {
                    waiter.execute("begin; set application_name = 'waiter'; " + LOCK);
                } catch (SQLException ended) {
                    // by the end of its connection
                }
            });
            await().until(() -> !one(
                            holder,
                            "select count(*) from pg_locks where waitstart < clock_timestamp() - interval '4 s'")
                    .equals("0"));

            List<Finding> findings = examine();

            assertFound(
                    findings,
                    "ledger-held-up",
                    "A process of Postgres (waiter) has waited for a lock",
                    "ledger-held-up");
            assertFound(findings, "ledger-held-up", "(nightly-report, user ", "ledger-held-up");
            holder.execute("rollback");
            waiting.join();
        }));
    }

    private static void assertFound(List<Finding> findings, String check, String words, String runbook) {
        assertThat(findings)
                .as("%s: %s", check, words)
                .anyMatch(finding -> finding.check().equals(check)
                        && finding.verdict().equals("problem")
                        && finding.sentence().contains(words)
                        && finding.runbook().equals("docs/runbooks/" + runbook + ".md"));
    }

    private List<Finding> examine() throws Exception {
        Map<String, String> settings = platform.gatewayEnvironment();
        settings.put("WARREN_DOCTOR_MANAGEMENT", MANAGEMENT.toString());
        settings.put("WARREN_DOCTOR_GATEWAYS", platform.url());
        var out = new ByteArrayOutputStream();
        int exitCode =
                Doctor.run(List.of("--json"), settings, new PrintStream(out, true, StandardCharsets.UTF_8), System.err);
        JsonNode report = JsonMapper.shared().readTree(out.toString(StandardCharsets.UTF_8));
        List<Finding> findings = report.get("findings")
                .valueStream()
                .map(finding -> new Finding(
                        finding.get("check").asString(),
                        finding.get("verdict").asString(),
                        finding.get("sentence").asString(),
                        finding.path("runbook").asString("")))
                .toList();
        boolean wrong = findings.stream().anyMatch(finding -> finding.verdict().equals("problem"));
        assertThat(exitCode).isEqualTo(wrong ? 1 : 0);
        return findings;
    }

    private void breakTheLedger() throws Exception {
        inTheLedger(statement -> {
            String database = connectionDatabase(statement);
            statement.execute("alter database \"%s\" set synchronous_commit = off".formatted(database));
            statement.execute("revoke execute on function warren.beat(uuid, int) from warren_worker");
            statement.execute("grant update on warren.task to warren_worker");
            statement.execute("""
                    do $$ begin execute format('drop table warren.task_run_%s', to_char(
                        date_trunc('week', clock_timestamp() at time zone 'UTC') + interval '2 weeks', 'YYYYMMDD')); end $$""");
            statement.execute("""
                    insert into warren.task_run (task_id, run, final)
                    values ('ffffffff-ffff-7fff-bfff-ffffffffffff', 1, '{}')""");
            statement.execute("update warren.ledger_clock set last_tick = clock_timestamp() - interval '1 min'");
            statement.execute("""
                    insert into warren.worker (incarnation, name, host, version, slots, running, agents, last_beat)
                    values (gen_random_uuid(), 'stale', 'h', '1', 10, 1, '[]', clock_timestamp() - interval '1 min')""");
            statement.execute("""
                    select warren.register_agent('lonely', '1', '', '{}', null, null, 1, 3, '{}')""");
            insertTask(statement, 1, "echo", "RUNNING", "owner, worker, timeout_at", """
                    gen_random_uuid(), 'ghost', clock_timestamp() + interval '1 h'""");
            insertTask(statement, 2, "lonely", "QUEUED", "publish_at", "clock_timestamp() + interval '1 h'");
            insertTask(statement, 3, "probe", "QUEUED", "publish_at, published_at", """
                    clock_timestamp() + interval '1 h', clock_timestamp() - interval '5 min'""");
            insertTask(statement, 4, "echo", "SCHEDULED", "broker_generation", "0");
            insertTask(statement, 5, "echo", "FAILED", "error_reason", "'NON_RETRYABLE'");
            statement.execute("""
                    insert into warren.dead_letter (task_id, tenant, agent, run, reason, died_at)
                    select id, tenant, agent, run, error_reason, clock_timestamp() from warren.task where status = 'FAILED'""");
        });
    }

    private static String connectionDatabase(Statement statement) throws Exception {
        return statement.getConnection().getCatalog();
    }

    private static void insertTask(
            Statement statement, int number, String agent, String status, String columns, String values)
            throws Exception {
        statement.execute("""
                insert into warren.task (id, tenant, agent, status, priority, max_attempts, created_at, due_at, timeout_ms,
                                         input, %s)
                select (left(warren.first_id_at(clock_timestamp())::text, 35) || '%d')::uuid, 'default', '%s', '%s', 5, 3,
                       clock_timestamp(), clock_timestamp() - interval '2 min', 60000, '{}', %s
                """.formatted(columns, number, agent, status, values));
    }

    private void breakTheBroker() throws Exception {
        BrokerDialect dialect = BrokerDialect.of(TestServers.rabbit().version());
        String otherType = dialect == BrokerDialect.QUORUM ? "classic" : "quorum";
        var factory = new ConnectionFactory();
        factory.setUri(platform.brokerUri());
        try (var connection = factory.newConnection();
                Channel channel = connection.createChannel()) {
            channel.queueDelete(Topology.agentQueue("echo", "shared"));
            String wrong = Topology.agentQueue("summarizer", "shared");
            channel.queueDelete(wrong);
            channel.queueDeclare(wrong, true, false, false, Map.of("x-queue-type", otherType));
            channel.queueBind(wrong, Topology.TASKS_EXCHANGE, wrong);
            String unbound = Topology.agentQueue("probe", "shared");
            channel.queueUnbind(unbound, Topology.TASKS_EXCHANGE, unbound);
            channel.queueDeclare("agent.nobody.shared", true, false, false, Map.of());
            channel.queuePurge(Topology.GENERATION);
        }
        await().until(() -> !get("/api/queues/{vhost}?columns=name").contains("agent.echo.shared"));
    }

    /** Every row and right in the ledger, and everything that is declared at the broker. */
    private Map<String, String> everything() throws Exception {
        var all = new TreeMap<String, String>();
        List<String> tables = new ArrayList<>();
        inTheLedger(statement -> {
            try (ResultSet row = statement.executeQuery("""
                    select c.oid::regclass::text from pg_class c
                    where c.relnamespace = 'warren'::regnamespace and c.relkind in ('r', 'p')""")) {
                while (row.next()) {
                    tables.add(row.getString(1));
                }
            }
            for (String table : tables) {
                all.put(
                        table,
                        one(
                                statement,
                                "select coalesce(string_agg(t::text, ';' order by t::text), '') from %s t"
                                        .formatted(table)));
            }
        });
        all.put("rights", String.join("\n", granted()));
        all.put("definitions", get("/api/definitions/{vhost}"));
        return all;
    }

    private List<String> granted() throws Exception {
        return new LedgerRights(new Ledger(new LedgerAddress(
                        platform.ledgerUrl(),
                        TestServers.postgres().user(),
                        TestServers.postgres().password())))
                .granted();
    }

    private static String one(Statement statement, String sql) throws Exception {
        try (ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    private interface LedgerWork {
        void with(Statement statement) throws Exception;
    }

    private void inTheLedger(LedgerWork work) throws Exception {
        try (Connection connection = DriverManager.getConnection(
                        platform.ledgerUrl(),
                        TestServers.postgres().user(),
                        TestServers.postgres().password());
                Statement statement = connection.createStatement()) {
            work.with(statement);
        }
    }

    private String get(String path) throws Exception {
        String virtualHost = URI.create(platform.brokerUri()).getPath().substring(1);
        URI uri = URI.create("http://%s:%d%s"
                .formatted(MANAGEMENT.getHost(), MANAGEMENT.getPort(), path.replace("{vhost}", virtualHost)));
        String login =
                Base64.getEncoder().encodeToString(MANAGEMENT.getUserInfo().getBytes(StandardCharsets.UTF_8));
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                            HttpRequest.newBuilder(uri)
                                    .header("Authorization", "Basic " + login)
                                    .build(),
                            BodyHandlers.ofString())
                    .body();
        }
    }
}
