package dev.warren.outbound;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * Where calls may go. Addresses that are not public are refused unless {@code allowed} holds them; unspecified, multicast and
 * metadata addresses are refused whatever it holds.
 *
 * @param plainHttp whether {@code http} is allowed beside {@code https}
 * @param ports that may be called; empty for every port
 * @param allowed ranges of addresses that need not be public
 */
public record OutboundRules(boolean plainHttp, Set<Integer> ports, List<AddressRange> allowed) {

    private static final int HTTPS_PORT = 443;
    private static final int HTTP_PORT = 80;
    private static final int LAST_PORT = 65_535;

    public OutboundRules {
        ports = Set.copyOf(ports);
        allowed = List.copyOf(allowed);
    }

    /** For URLs that strangers name: {@code https} on its own port, to public addresses. */
    public static OutboundRules publicHttps() {
        return new OutboundRules(false, Set.of(HTTPS_PORT), List.of());
    }

    /**
     * Reads a URL and refuses what no address could make right. Looks nothing up: the address is checked when a
     * connection is made.
     *
     * @throws IllegalArgumentException with a text for whoever wrote the URL; it quotes the host at most
     */
    public URI require(String url) {
        URI uri;
        try {
            uri = new URI(url);
        } catch (URISyntaxException e) {
            throw refused("is unreadable at character " + e.getIndex());
        }
        check(uri);
        return uri;
    }

    /** As {@link #require(String)}. */
    void check(URI uri) {
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("https") && !(plainHttp && scheme.equals("http"))) {
            throw refused(plainHttp ? "must begin with https:// or http://" : "must begin with https://");
        }
        if (uri.getRawUserInfo() != null
                || uri.getRawAuthority() != null && uri.getRawAuthority().indexOf('@') >= 0) {
            throw refused("must hold no user and no password");
        }
        if (uri.getRawFragment() != null) {
            throw refused("must hold no #fragment");
        }
        if (uri.getHost() == null) {
            throw refused("must name a host by letters a to z, digits, hyphens and dots, or by its address;"
                    + " write other letters in their xn-- form");
        }
        try {
            Host.requirePlain(host(uri));
        } catch (IllegalArgumentException e) {
            throw refused("names no host: " + e.getMessage());
        }
        int port = port(uri);
        if (port < 1 || port > LAST_PORT || !ports.isEmpty() && !ports.contains(port)) {
            throw refused(
                    "must not name port " + port + (ports.isEmpty() ? "" : "; allowed are " + new TreeSet<>(ports)));
        }
    }

    /** In lower case, an IPv6 address without its brackets. */
    static String host(URI uri) {
        String host = uri.getHost().toLowerCase(Locale.ROOT);
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    static int port(URI uri) {
        if (uri.getPort() >= 0) {
            return uri.getPort();
        }
        return uri.getScheme().equalsIgnoreCase("https") ? HTTPS_PORT : HTTP_PORT;
    }

    private static IllegalArgumentException refused(String what) {
        return new IllegalArgumentException("The URL " + what);
    }
}
