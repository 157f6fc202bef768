package dev.warren.gateway.ledger;

import com.zaxxer.hikari.HikariDataSource;
import dev.warren.store.agent.DeclareAgent;
import dev.warren.store.agent.PauseAgent;
import dev.warren.store.agent.RegisteredAgents;
import dev.warren.store.connect.LedgerConnections;
import dev.warren.store.deadletter.BrokerDeaths;
import dev.warren.store.deadletter.DiscardDeadLetters;
import dev.warren.store.deadletter.ListDeadLetters;
import dev.warren.store.replay.CompletedRuns;
import dev.warren.store.replay.ReplayTasks;
import dev.warren.store.submit.SubmitTasks;
import dev.warren.store.task.AnswerTask;
import dev.warren.store.task.CancelTask;
import dev.warren.store.task.FindEnded;
import dev.warren.store.task.ListTasks;
import dev.warren.store.task.Tasks;
import dev.warren.store.worker.DrainWorker;
import dev.warren.store.worker.RegisteredWorkers;
import jakarta.persistence.EntityManager;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.flyway.autoconfigure.FlywayConfigurationCustomizer;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.boot.persistence.autoconfigure.EntityScan;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.jpa.repository.config.EnableJpaRepositories;
import org.springframework.jdbc.core.JdbcOperations;

/** The gateway's connections to the ledger, and what it reads and writes there. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(GatewayLedgerProperties.class)
@EntityScan(basePackageClasses = {Tasks.class, RegisteredAgents.class, RegisteredWorkers.class})
@EnableJpaRepositories(basePackageClasses = {Tasks.class, RegisteredAgents.class, RegisteredWorkers.class})
class LedgerWiring {

    /** Inputs and outputs of one page of a list; a page of large tasks is cut short. */
    private static final long MOST_BYTES_OF_A_PAGE = 8 * 1024 * 1024;

    @Bean
    HikariDataSource ledgerConnections(GatewayLedgerProperties properties) {
        return LedgerConnections.open(properties.connections(), "warren-gateway");
    }

    @Bean
    FlywayConfigurationCustomizer ledgerMigrations(GatewayLedgerProperties properties) {
        return new LedgerMigrations(properties);
    }

    @Bean
    FlywayMigrationStrategy migrateWhenReachable(GatewayLedgerProperties properties) {
        return new MigrateWhenReachable(properties.url());
    }

    @Bean
    SubmitTasks submitTasks(JdbcOperations ledger) {
        return new SubmitTasks(ledger);
    }

    @Bean
    CancelTask cancelTask(JdbcOperations ledger) {
        return new CancelTask(ledger);
    }

    @Bean
    ReplayTasks replayTasks(JdbcOperations ledger) {
        return new ReplayTasks(ledger);
    }

    @Bean
    CompletedRuns completedRuns(JdbcOperations ledger) {
        return new CompletedRuns(ledger);
    }

    @Bean
    ListDeadLetters listDeadLetters(JdbcOperations ledger) {
        return new ListDeadLetters(ledger);
    }

    @Bean
    DiscardDeadLetters discardDeadLetters(JdbcOperations ledger) {
        return new DiscardDeadLetters(ledger);
    }

    @Bean
    BrokerDeaths brokerDeaths(JdbcOperations ledger) {
        return new BrokerDeaths(ledger);
    }

    @Bean
    DrainWorker drainWorker(JdbcOperations ledger) {
        return new DrainWorker(ledger);
    }

    @Bean
    PauseAgent pauseAgent(JdbcOperations ledger) {
        return new PauseAgent(ledger);
    }

    @Bean
    DeclareAgent declareAgent(JdbcOperations ledger) {
        return new DeclareAgent(ledger);
    }

    @Bean
    AnswerTask answerTask(JdbcOperations ledger) {
        return new AnswerTask(ledger);
    }

    @Bean
    FindEnded findEnded(JdbcOperations ledger) {
        return new FindEnded(ledger);
    }

    @Bean
    ListTasks listTasks(EntityManager ledger, Tasks tasks) {
        return new ListTasks(ledger, tasks, MOST_BYTES_OF_A_PAGE);
    }
}
