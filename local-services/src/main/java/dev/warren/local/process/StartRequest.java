package dev.warren.local.process;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a {@link Way} is given: where to keep the server's state, the environment, and who hears of the progress. */
public final class StartRequest {

    private final String server;
    private final @Nullable Path keptIn;
    private final boolean durable;
    private final Map<String, String> environment;
    private final Consumer<String> progress;
    private @Nullable ServerDirectory directory;

    /** @param keptIn where the state outlives the server; null for a temporary directory */
    public StartRequest(
            String server,
            @Nullable Path keptIn,
            boolean durable,
            Map<String, String> environment,
            Consumer<String> progress) {
        this.server = server;
        this.keptIn = keptIn;
        this.durable = durable;
        this.environment = environment;
        this.progress = progress;
    }

    /** The server's own directory, locked for this process; made when first asked for. */
    public ServerDirectory directory() {
        if (directory == null) {
            directory =
                    keptIn == null ? ServerDirectory.temporary(server) : ServerDirectory.kept(keptIn.resolve(server));
        }
        return directory;
    }

    /** The way by which an earlier start made what is in the kept directory. */
    Optional<String> rememberedWay() {
        return keptIn != null && ServerDirectory.exists(keptIn.resolve(server))
                ? directory().recall("way")
                : Optional.empty();
    }

    void rememberWay(String way) {
        if (directory != null) {
            directory.remember("way", way);
        }
    }

    /** After a way has failed: leaves nothing of it behind, unless an earlier start's data is there. */
    void forget() {
        if (directory != null && directory.recall("way").isEmpty()) {
            directory.clear();
        }
    }

    void abandon() {
        if (directory != null) {
            directory.close();
        }
    }

    /** Whether a power cut may cost nothing. */
    public boolean isDurable() {
        return durable;
    }

    public Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    }

    public void say(String progressLine) {
        progress.accept(progressLine);
    }
}
