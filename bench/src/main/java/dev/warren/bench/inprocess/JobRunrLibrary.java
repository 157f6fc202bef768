package dev.warren.bench.inprocess;

import static org.jobrunr.server.BackgroundJobServerConfiguration.usingStandardBackgroundJobServerConfiguration;

import java.time.Duration;
import javax.sql.DataSource;
import org.jobrunr.configuration.JobRunr;
import org.jobrunr.jobs.Job;
import org.jobrunr.jobs.filters.ApplyStateFilter;
import org.jobrunr.jobs.lambdas.JobRequest;
import org.jobrunr.jobs.lambdas.JobRequestHandler;
import org.jobrunr.jobs.states.JobState;
import org.jobrunr.jobs.states.StateName;
import org.jobrunr.scheduling.JobRequestScheduler;
import org.jobrunr.server.JobActivator;
import org.jobrunr.storage.sql.postgres.PostgresStorageProvider;

/** JobRunr with its background server and no dashboard. */
final class JobRunrLibrary implements JobLibrary {

    /** The least that it allows on a database. It looks by itself for more jobs as soon as some have ended. */
    private static final Duration POLL = Duration.ofSeconds(5);

    /** Virtual threads. Some more than it takes by itself on a few cores: they wait for commits. */
    private static final int WORKERS = 50;

    private final JobRequestScheduler scheduler;

    private JobRunrLibrary(JobRequestScheduler scheduler) {
        this.scheduler = scheduler;
    }

    static JobRunrLibrary start(DataSource database, Done done) {
        var handler = new Handler(done);
        return new JobRunrLibrary(JobRunr.configure()
                .useStorageProvider(new PostgresStorageProvider(database))
                .useJobActivator(new JobActivator() {
                    @Override
                    public <T> T activateJob(Class<T> type) {
                        return type.cast(handler);
                    }
                })
                .withJobFilter(new EndFilter(done))
                .useBackgroundJobServer(usingStandardBackgroundJobServerConfiguration()
                        .andPollInterval(POLL)
                        .andWorkerCount(WORKERS))
                .initialize()
                .getJobRequestScheduler());
    }

    @Override
    public String version() {
        return String.valueOf(JobRunr.class.getPackage().getImplementationVersion());
    }

    @Override
    public void enqueue(String input) {
        scheduler.enqueue(new Request(input));
    }

    /** A job, as JobRunr writes it into the database. */
    public record Request(String input) implements JobRequest {

        @Override
        public Class<Handler> getJobRequestHandler() {
            return Handler.class;
        }
    }

    /** Does nothing. */
    public static final class Handler implements JobRequestHandler<Request> {

        private final Done done;

        Handler(Done done) {
            this.done = done;
        }

        @Override
        public void run(Request request) {
            done.ran();
        }
    }

    /** Is told of a state when it is in the database. */
    private record EndFilter(Done done) implements ApplyStateFilter {

        @Override
        public void onStateApplied(Job job, JobState oldState, JobState newState) {
            if (newState.getName() == StateName.SUCCEEDED) {
                done.ended();
            }
        }
    }
}
