package dev.warren.local.cluster;

import java.util.Map;

/** The launcher behind the script {@code warren}. Exit codes: 0 done, 1 it could not be done, 2 misused. */
public final class Warren {

    private Warren() {}

    public static void main(String[] arguments) {
        System.exit(run(arguments, System.getenv()));
    }

    static int run(String[] arguments, Map<String, String> environment) {
        try {
            CommandLine line = CommandLine.parse(arguments);
            ClusterDirectory directory = ClusterDirectory.of(line, environment);
            return switch (line.verb()) {
                case UP ->
                    new UpCluster(UpOptions.of(line, environment), directory, environment, new Progress(System.out))
                            .run();
                case DOWN -> new DownCluster(directory, new Progress(System.out)).run();
                case STATUS -> new ShowStatus(directory, System.out).run();
                case LOGS -> new ShowLogs(directory, System.out).run(line.name());
            };
        } catch (Misuse e) {
            System.err.println("warren: " + e.getMessage());
            return 2;
        } catch (ClusterFailure e) {
            System.err.println("warren: " + e.getMessage());
            return 1;
        }
    }
}
