package dev.warren.example.wordcount;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.warren.test.TestServers;
import java.net.URI;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.amqp.core.MessageBuilder;
import org.springframework.amqp.core.Queue;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;
import org.springframework.amqp.rabbit.core.RabbitAdmin;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The application runs a task; a few lines stand in for the gateway, which migrates, submits and publishes. */
@SpringBootTest
class WordCountApplicationIT {

    private static final String QUEUE = "agent.word-count.shared";
    private static final String LEDGER = TestServers.freshDatabase();
    private static final String BROKER = TestServers.freshVirtualHost();
    private static final CachingConnectionFactory CONNECTIONS = new CachingConnectionFactory(URI.create(BROKER));

    @Autowired
    private ApplicationContext application;

    @DynamicPropertySource
    static void addresses(DynamicPropertyRegistry properties) {
        Flyway.configure()
                .dataSource(ledger())
                .schemas("warren")
                .locations("classpath:db/migration/warren")
                .load()
                .migrate();
        new RabbitAdmin(CONNECTIONS).declareQueue(new Queue(QUEUE));
        properties.add("warren.ledger.url", () -> LEDGER);
        properties.add("warren.ledger.username", TestServers.postgres()::user);
        properties.add("warren.ledger.password", TestServers.postgres()::password);
        properties.add("warren.broker.uri", () -> BROKER);
    }

    @AfterAll
    static void close() {
        CONNECTIONS.destroy();
    }

    @Test
    void runsATaskAndKeepsItsConnectionsToItself() {
        var jdbc = new JdbcTemplate(ledger());
        UUID task = UUID.fromString("01a1fb00-0000-7000-8000-000000000001");
        jdbc.update("""
                insert into warren.task (id, tenant, agent, status, priority, max_attempts, created_at, due_at, timeout_ms,
                                         publish_at, input)
                values (?, 'default', 'word-count', 'QUEUED', 5, 3, now(), now(), 60000, now(), '{"text": "to be or not"}')
                """, task);
        String claimCheck = """
                {"task":"%s","run":1,"fence":1,"agent":"word-count","tenant":"default","priority":5}""".formatted(task);
        new RabbitTemplate(CONNECTIONS)
                .send(QUEUE, MessageBuilder.withBody(claimCheck.getBytes(UTF_8)).build());

        await().untilAsserted(() -> assertThat(
                        jdbc.queryForMap("select status, output::text from warren.task where id = ?", task))
                .isEqualTo(Map.of("status", "COMPLETED", "output", "{\"words\":4}")));
        assertThat(application.getBeansOfType(DataSource.class)).isEmpty();
    }

    private static DataSource ledger() {
        var postgres = TestServers.postgres();
        return new DriverManagerDataSource(LEDGER, postgres.user(), postgres.password());
    }
}
