package dev.warren.local.rabbit;

import dev.warren.local.process.ServerFailedException;
import java.net.URI;
import java.util.OptionalLong;

/** A server that somebody else runs. */
final class GivenRabbit implements RabbitServer {

    private final URI uri;
    private final String managementUri;
    private final String metricsUri;
    private final String version;

    /**
     * @param managementUri empty where it is not known
     * @param metricsUri empty where it is not known
     */
    GivenRabbit(URI uri, String managementUri, String metricsUri) {
        this.uri = uri;
        this.managementUri = managementUri;
        this.metricsUri = metricsUri;
        this.version = AmqpGreeting.version(uri.getHost(), port())
                .orElseThrow(() -> new ServerFailedException(
                        "No RabbitMQ answers at %s, the address in WARREN_RABBITMQ_URI.".formatted(address())));
    }

    @Override
    public String uri() {
        return uri.toString();
    }

    @Override
    public String managementUri() {
        return managementUri;
    }

    @Override
    public String metricsUri() {
        return metricsUri;
    }

    @Override
    public OptionalLong pid() {
        return OptionalLong.empty();
    }

    @Override
    public String version() {
        return version;
    }

    @Override
    public String origin() {
        return "RabbitMQ %s: given by WARREN_RABBITMQ_URI (%s)".formatted(version, address());
    }

    @Override
    public String createVirtualHost(String name) {
        if (managementUri.isEmpty()) {
            throw new ServerFailedException("To create a virtual host on the RabbitMQ at %s, set".formatted(address())
                    + " WARREN_RABBITMQ_MANAGEMENT_URI to http://user:password@host:port of its management API.");
        }
        new ManagementApi(managementUri).createVirtualHost(name);
        return uri.getScheme() + "://" + uri.getRawAuthority() + "/" + name;
    }

    @Override
    public void kill() {
        throw notOurs("killed");
    }

    @Override
    public void restart() {
        throw notOurs("restarted");
    }

    @Override
    public void wipe() {
        throw notOurs("wiped");
    }

    @Override
    public String control(String... arguments) {
        throw notOurs("controlled");
    }

    @Override
    public void close() {}

    private int port() {
        return uri.getPort() < 0 ? 5672 : uri.getPort();
    }

    private String address() {
        return uri.getHost() + ":" + port();
    }

    private ServerFailedException notOurs(String verb) {
        return new ServerFailedException(("RabbitMQ at %s was given by WARREN_RABBITMQ_URI, so it is not %s by us;"
                        + " unset the variable to get a server of our own.")
                .formatted(address(), verb));
    }
}
