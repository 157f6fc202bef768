package dev.warren.local.process;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Starts a server's process: in a session of its own, so that a Ctrl-C on our terminal is not also one on the server. */
public final class Launch {

    private Launch() {}

    /** Starts the command with exactly this environment; what it prints is appended to the log. */
    public static Process detached(List<String> command, Map<String, String> environment, Path log) throws IOException {
        var builder = new ProcessBuilder(inOwnSession(command))
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .directory(new File("/"));
        builder.environment().clear();
        builder.environment().putAll(environment);
        return builder.start();
    }

    /** Each of these becomes the command by {@code exec}, so the process id stays the one that Java knows. */
    static List<String> inOwnSession(List<String> command) {
        var whole = new ArrayList<String>();
        if (Programs.find("setsid").isPresent()) {
            whole.add("setsid");
        } else if (Programs.find("perl").isPresent()) {
            whole.addAll(List.of("perl", "-MPOSIX", "-e", "POSIX::setsid(); exec @ARGV", "--"));
        }
        whole.addAll(command);
        return whole;
    }
}
