package dev.warren.local.rabbit;

import dev.warren.local.process.ServerFailedException;
import dev.warren.local.process.StartRequest;
import dev.warren.local.process.Way;
import dev.warren.local.process.WayClosedException;
import java.net.URI;
import java.net.URISyntaxException;

/** The server whose address is in {@code WARREN_RABBITMQ_URI}. */
final class EnvironmentRabbit implements Way<RabbitServer> {

    private static final String ADDRESS = "WARREN_RABBITMQ_URI";

    @Override
    public String name() {
        return "environment";
    }

    @Override
    public boolean isAskedFor(StartRequest request) {
        return request.variable(ADDRESS).isPresent();
    }

    @Override
    public RabbitServer start(StartRequest request) throws WayClosedException {
        var address = request.variable(ADDRESS).orElseThrow(() -> new WayClosedException(ADDRESS + " is not set"));
        return new GivenRabbit(
                parse(address),
                request.variable("WARREN_RABBITMQ_MANAGEMENT_URI").orElse(""),
                request.variable("WARREN_RABBITMQ_METRICS_URI").orElse(""));
    }

    /** The message does not quote the address, which holds a password. */
    private static URI parse(String address) {
        try {
            var uri = new URI(address);
            if ("amqp".equals(uri.getScheme()) && uri.getHost() != null) {
                return uri;
            }
        } catch (URISyntaxException notAnAddress) {
            // Falls to the message below, which says the form.
        }
        throw new ServerFailedException(ADDRESS + " must have the form amqp://user:password@host:port/vhost.");
    }
}
