package dev.warren.chaos.campaign;

import dev.warren.chaos.fault.FaultNotHealedException;
import dev.warren.local.cluster.ClusterFailure;
import dev.warren.local.cluster.Misuse;
import dev.warren.local.cluster.Progress;
import dev.warren.local.cluster.StopHook;
import dev.warren.local.process.ServerFailedException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;

/**
 * {@code warren chaos}, a campaign or another check of one. Exit codes: 0 every invariant held, 1 one was broken or it
 * could not be run, 2 misused, 130 interrupted.
 */
public final class RunCampaign {

    private RunCampaign() {}

    /** Returns the exit code. */
    public static int run(String[] arguments, Map<String, String> environment) {
        Progress progress = new Progress(System.out);
        try {
            boolean held = CheckOptions.areMeantBy(arguments)
                    ? checkAgain(CheckOptions.parse(arguments, environment), progress)
                    : run(Options.parse(arguments, environment), environment, progress);
            progress.say(held ? "every invariant held" : "AN INVARIANT WAS BROKEN");
            return held ? 0 : 1;
        } catch (Misuse e) {
            System.err.println("warren: " + e.getMessage());
            return 2;
        } catch (RuntimeException | SQLException e) {
            System.err.println("warren: the campaign could not be run: " + explained(e));
            return 1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return StopHook.INTERRUPTED;
        }
    }

    private static boolean checkAgain(CheckOptions options, Progress progress) {
        try (RunDirectory directory = RunDirectory.reopen(options.directory())) {
            return new CheckAgain(directory.layout(), progress).run(options.broker());
        }
    }

    private static boolean run(Options options, Map<String, String> environment, Progress progress)
            throws InterruptedException, SQLException {
        Path project = Path.of(environment.getOrDefault("WARREN_PROJECT", ".")).toAbsolutePath();
        Path jar = Path.of(System.getProperty("java.class.path")).toAbsolutePath();
        try (RunDirectory directory = RunDirectory.open(options.directory())) {
            boolean held = held(new Campaign(options, directory.layout(), progress), project, jar);
            if (held) {
                directory.forget();
            } else {
                progress.saying(
                        "the data of Postgres and RabbitMQ stays in %s for a look; ./warren chaos --check %s checks it again",
                        directory.layout().servers(), options.directory());
            }
            return held;
        }
    }

    private static boolean held(Campaign campaign, Path project, Path jar) throws InterruptedException, SQLException {
        try (var hook = StopHook.of(campaign::close);
                campaign) {
            return campaign.run(project, jar);
        }
    }

    /** What these say is for people; of anything else a developer wants the trace. */
    private static String explained(Exception e) {
        switch (e) {
            case ServerFailedException ignored -> {}
            case ClusterFailure ignored -> {}
            case UncheckedIOException ignored -> {}
            case FaultNotHealedException ignored -> {}
            default -> e.printStackTrace();
        }
        return e.getCause() == null ? String.valueOf(e.getMessage()) : e.getMessage() + " (" + e.getCause() + ")";
    }
}
