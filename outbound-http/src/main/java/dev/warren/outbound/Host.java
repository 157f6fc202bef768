package dev.warren.outbound;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The spelling of a host in a URL: a name, or an address written in the one way that nobody reads differently. */
final class Host {

    private static final int LONGEST_NAME = 253;
    private static final Pattern NAME =
            Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*");
    private static final Pattern NUMBER_AT_END = Pattern.compile("(.*\\.)?([0-9]+|0x[0-9a-f]*)");
    private static final String BYTE = "(0|[1-9][0-9]?|1[0-9]{2}|2[0-4][0-9]|25[0-5])";
    private static final Pattern IPV4 = Pattern.compile(BYTE + "(\\." + BYTE + "){3}");
    private static final Pattern IPV6 = Pattern.compile("[0-9a-f:.]*:[0-9a-f:.]*", Pattern.CASE_INSENSITIVE);

    private Host() {}

    /**
     * Refuses what some programs read as another host than others do: numbers that are no plain IPv4 address (C's library takes
     * {@code 0x7f.1} and {@code 2130706433} for 127.0.0.1), zones, a dot at the end.
     *
     * @param host in lower case, an IPv6 address without its brackets
     * @throws IllegalArgumentException naming what is wrong
     */
    static void requirePlain(String host) {
        if (host.indexOf(':') >= 0) {
            if (literal(host) == null) {
                throw new IllegalArgumentException("'" + host + "' is no plain IPv6 address");
            }
        } else if (NUMBER_AT_END.matcher(host).matches()) {
            if (literal(host) == null) {
                throw new IllegalArgumentException("'" + host + "' is no plain IPv4 address of four decimal numbers");
            }
        } else if (host.length() > LONGEST_NAME || !NAME.matcher(host).matches()) {
            throw new IllegalArgumentException(
                    "'" + host
                            + "' is no host's name: letters a to z, digits and hyphens, parts joined by dots, no dot at the end");
        }
    }

    /** The address that {@code text} is, or null where it is a name or spelled oddly. Looks nothing up. */
    static @Nullable InetAddress literal(String text) {
        if (!IPV4.matcher(text).matches() && !IPV6.matcher(text).matches()) {
            return null;
        }
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            return null;
        }
    }
}
