package dev.warren.bench.run;

import dev.warren.local.cluster.ClusterFailure;
import dev.warren.local.cluster.Misuse;
import dev.warren.local.cluster.Progress;
import dev.warren.local.cluster.StopHook;
import dev.warren.local.process.ServerFailedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;

/**
 * {@code warren bench}. Exit codes: 0 everything was measured, whatever the figures are; 1 a task was lost, or something
 * could not be run, a peer too; 2 misused; 130 interrupted.
 */
public final class RunBench {

    private RunBench() {}

    /** Returns the exit code. */
    public static int run(String[] arguments, Map<String, String> environment) {
        Progress progress = new Progress(System.out);
        try {
            return run(Options.parse(arguments, environment), environment, progress) ? 0 : 1;
        } catch (Misuse e) {
            System.err.println("warren: " + e.getMessage());
            return 2;
        } catch (RuntimeException | IOException | SQLException e) {
            System.err.println("warren: the benchmark could not be run: " + explained(e));
            return 1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return StopHook.INTERRUPTED;
        }
    }

    private static boolean run(Options options, Map<String, String> environment, Progress progress)
            throws IOException, InterruptedException, SQLException {
        Path project = Path.of(environment.getOrDefault("WARREN_PROJECT", ".")).toAbsolutePath();
        try (RunDirectory directory = RunDirectory.open(options.directory())) {
            return measured(new BenchRun(options, directory.layout(), progress), project);
        }
    }

    private static boolean measured(BenchRun bench, Path project)
            throws IOException, InterruptedException, SQLException {
        try (var hook = StopHook.of(bench::close);
                bench) {
            return bench.run(project);
        }
    }

    /** What these say is for people; of anything else a developer wants the trace. */
    private static String explained(Exception e) {
        switch (e) {
            case ServerFailedException ignored -> {}
            case ClusterFailure ignored -> {}
            case UncheckedIOException ignored -> {}
            default -> e.printStackTrace();
        }
        return e.getCause() == null ? String.valueOf(e.getMessage()) : e.getMessage() + " (" + e.getCause() + ")";
    }
}
