package dev.warren.bench.inprocess;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.event.AbstractSchedulerListener;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Properties;
import java.util.UUID;
import javax.sql.DataSource;

/** db-scheduler, which locks and fetches many jobs at once, and deletes a job when it is done. */
final class DbSchedulerLibrary implements JobLibrary {

    /** The table that its documentation wants, with the indexes that it recommends. */
    private static final String TABLE = """
            create table if not exists scheduled_tasks (
                task_name text not null,
                task_instance text not null,
                task_data bytea,
                execution_time timestamptz not null,
                picked boolean not null,
                picked_by text,
                last_success timestamptz,
                last_failure timestamptz,
                consecutive_failures int,
                last_heartbeat timestamptz,
                version bigint not null,
                priority smallint,
                primary key (task_name, task_instance)
            );
            create index if not exists execution_time_idx on scheduled_tasks (execution_time);
            create index if not exists last_heartbeat_idx on scheduled_tasks (last_heartbeat)""";

    /** Of its threads: it fetches as soon as fewer jobs than this wait or run ... */
    private static final double LOWER = 1;
    /** ... and as many as make this. */
    private static final double UPPER = 4;

    /** They wait for commits rather than compute. */
    private static final int THREADS = 50;

    private static final Duration POLL = Duration.ofSeconds(1);
    private static final String VERSION_FILE = "/META-INF/maven/com.github.kagkarlsson/db-scheduler/pom.properties";

    private final Scheduler scheduler;
    private final OneTimeTask<String> task;

    private DbSchedulerLibrary(Scheduler scheduler, OneTimeTask<String> task) {
        this.scheduler = scheduler;
        this.task = task;
    }

    static DbSchedulerLibrary start(DataSource database, Done done) {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(TABLE);
        } catch (SQLException e) {
            throw new IllegalStateException("the table of db-scheduler cannot be made", e);
        }
        OneTimeTask<String> task = Tasks.oneTime("echo", String.class).execute((instance, context) -> done.ran());
        Scheduler scheduler = Scheduler.create(database, task)
                .threads(THREADS)
                .pollUsingLockAndFetch(LOWER, UPPER)
                .pollingInterval(POLL)
                .addSchedulerListener(new EndListener(done))
                .build();
        scheduler.start();
        return new DbSchedulerLibrary(scheduler, task);
    }

    @Override
    public String version() {
        try (InputStream in = Scheduler.class.getResourceAsStream(VERSION_FILE)) {
            var properties = new Properties();
            if (in != null) {
                properties.load(in);
            }
            return properties.getProperty("version", "unknown");
        } catch (IOException e) {
            throw new UncheckedIOException(VERSION_FILE, e);
        }
    }

    @Override
    public void enqueue(String input) {
        if (!scheduler.scheduleIfNotExists(task.instance(UUID.randomUUID().toString(), input), Instant.now())) {
            throw new IllegalStateException("a job was there already");
        }
    }

    /** Is told of a job when it is out of the database. */
    private static final class EndListener extends AbstractSchedulerListener {

        private final Done done;

        EndListener(Done done) {
            this.done = done;
        }

        @Override
        public void onExecutionComplete(ExecutionComplete execution) {
            if (execution.getResult() == ExecutionComplete.Result.OK) {
                done.ended();
            }
        }
    }
}
