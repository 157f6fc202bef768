package dev.warren.local.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.PortBinding;
import dev.warren.local.process.ServerFailedException;
import dev.warren.local.process.StartRequest;
import dev.warren.local.process.WayClosedException;
import java.util.Objects;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.startupcheck.IsRunningStartupCheckStrategy;
import org.testcontainers.utility.DockerImageName;

/** One server in a container, on ports that stay the same when it is killed and started again. */
public final class ServerContainer implements AutoCloseable {

    private static final int STOP_SECONDS = 60;

    private final DockerClient client;
    private final GenericContainer<?> container;
    private final boolean removesVolume;
    private final String volume;

    private ServerContainer(DockerClient client, GenericContainer<?> container, String volume, boolean removesVolume) {
        this.client = client;
        this.container = container;
        this.volume = volume;
        this.removesVolume = removesVolume;
    }

    /**
     * Starts the container; the server in it may take longer.
     *
     * @throws WayClosedException where there is no engine or no image
     */
    public static ServerContainer start(StartRequest request, ContainerPlan plan) throws WayClosedException {
        var image = DockerImageName.parse(plan.image());
        var client = DockerEngine.withImage(image, request);
        var directory = request.directory();
        var volume = directory
                .recall("volume")
                .orElse("warren-" + directory.secret("volume-name").substring(0, 12));
        directory.remember("volume", volume);
        Leftovers.remove(client, volume);
        var container = new GenericContainer<>(image)
                .withEnv(plan.environment())
                .withLabel(Leftovers.VOLUME_LABEL, volume)
                .withStartupCheckStrategy(new IsRunningStartupCheckStrategy())
                .withCreateContainerCmdModifier(create -> Objects.requireNonNull(create.getHostConfig())
                        .withBinds(Bind.parse(volume + ":" + plan.dataPath()))
                        .withPortBindings(plan.ports().stream()
                                .map(ServerContainer::binding)
                                .toList()));
        if (!plan.command().isEmpty()) {
            container.withCommand(plan.command().toArray(String[]::new));
        }
        try {
            container.start();
        } catch (RuntimeException e) {
            throw new ServerFailedException("The container of " + image + " did not start: " + e.getMessage(), e);
        }
        return new ServerContainer(client, container, volume, directory.isTemporary());
    }

    public String host() {
        return DockerEngine.host();
    }

    public boolean isRunning() {
        return container.isRunning();
    }

    /** The end of what the server has printed. */
    public String lastLines() {
        var lines = container.getLogs().lines().toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 15), lines.size()));
    }

    public void kill() {
        client.killContainerCmd(container.getContainerId()).exec();
    }

    public void restart() {
        client.restartContainerCmd(container.getContainerId())
                .withTimeout(STOP_SECONDS)
                .exec();
    }

    @Override
    public void close() {
        if (!removesVolume && isRunning()) {
            client.stopContainerCmd(container.getContainerId())
                    .withTimeout(STOP_SECONDS)
                    .exec();
        }
        container.stop();
        if (removesVolume) {
            client.removeVolumeCmd(volume).exec();
        }
    }

    /** On 127.0.0.1 only, unless the engine is elsewhere or we are in a container beside it. */
    private static PortBinding binding(ContainerPlan.Port port) {
        var local = DockerEngine.host().equals("localhost");
        return PortBinding.parse("%s%d:%d".formatted(local ? "127.0.0.1:" : "", port.outside(), port.inside()));
    }
}
