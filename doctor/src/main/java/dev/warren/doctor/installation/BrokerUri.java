package dev.warren.doctor.installation;

import dev.warren.doctor.installation.Installation.BrokerAddress;
import dev.warren.doctor.installation.Installation.ManagementAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Takes addresses of the broker apart. Messages do not repeat them: a password may be in one. */
final class BrokerUri {

    private static final String DEFAULT_VIRTUAL_HOST = "/";

    private final URI uri;

    /** @param name of the setting, for messages */
    private BrokerUri(String name, String text, String... schemes) {
        try {
            uri = new URI(text);
        } catch (URISyntaxException e) {
            throw new Misuse("%s is no address: %s at character %d.".formatted(name, e.getReason(), e.getIndex()));
        }
        for (String scheme : schemes) {
            if (scheme.equals(uri.getScheme()) && uri.getHost() != null) {
                return;
            }
        }
        throw new Misuse("%s must begin with %s:// and name a host.".formatted(name, String.join(":// or ", schemes)));
    }

    static BrokerAddress amqp(String name, String uri, @Nullable String user, @Nullable String password) {
        new BrokerUri(name, uri, "amqp", "amqps");
        return new BrokerAddress(uri, user, password);
    }

    /**
     * @param broker whose virtual host is looked at; the default one where there is none
     * @param user over that of the address; the broker's where neither is given
     */
    static ManagementAddress management(
            String name,
            String text,
            @Nullable String user,
            @Nullable String password,
            @Nullable BrokerAddress broker) {
        BrokerUri management = new BrokerUri(name, text, "http", "https");
        BrokerUri amqp = broker == null ? null : new BrokerUri("the broker", broker.uri(), "amqp", "amqps");
        String brokersUser = broker == null || amqp == null ? null : first(broker.user(), amqp.login(0));
        String brokersPassword = broker == null || amqp == null ? null : first(broker.password(), amqp.login(1));
        String port = management.uri.getPort() < 0 ? "" : ":" + management.uri.getPort();
        return new ManagementAddress(
                management.uri.getScheme() + "://" + management.uri.getHost() + port,
                first(user, management.login(0), brokersUser, "guest"),
                first(password, management.login(1), brokersPassword, "guest"),
                amqp == null ? DEFAULT_VIRTUAL_HOST : amqp.virtualHost());
    }

    private String virtualHost() {
        String path = uri.getRawPath();
        return path == null || path.length() < 2 ? DEFAULT_VIRTUAL_HOST : decoded(path.substring(1));
    }

    /** The user (0) or the password (1) in the address. */
    private @Nullable String login(int part) {
        String userInfo = uri.getRawUserInfo();
        String[] parts = userInfo == null ? new String[0] : userInfo.split(":", 2);
        return parts.length > part ? decoded(parts[part]) : null;
    }

    private static String first(@Nullable String... values) {
        for (String value : values) {
            if (value != null && !value.isEmpty()) {
                return value;
            }
        }
        return "";
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
