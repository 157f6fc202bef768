package dev.warren.local.cluster;

import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** An address with user and password: {@code amqp://user:password@host:port/vhost}, or the management plugin's. */
public record BrokerAddress(String uri) {

    private static final String DEFAULT_VIRTUAL_HOST = "/";

    public Login login() {
        String userInfo = URI.create(uri).getRawUserInfo();
        String[] parts = (userInfo == null ? "" : userInfo).split(":", 2);
        return new Login(decoded(parts[0]), parts.length < 2 ? "" : decoded(parts[1]));
    }

    /** The default one where the address names none. */
    public String virtualHost() {
        String path = URI.create(uri).getRawPath();
        return path == null || path.length() < 2 ? DEFAULT_VIRTUAL_HOST : decoded(path.substring(1));
    }

    /** The same place for another user. */
    public BrokerAddress as(Login login) {
        URI address = URI.create(uri);
        String place = address.getHost() + ":" + address.getPort() + "/" + encoded(virtualHost());
        return new BrokerAddress(
                address.getScheme() + "://" + encoded(login.user()) + ":" + encoded(login.password()) + "@" + place);
    }

    /** As it may be shown: without user and password. */
    @Override
    public String toString() {
        return uri.replaceFirst("//[^/@]*@", "//");
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
