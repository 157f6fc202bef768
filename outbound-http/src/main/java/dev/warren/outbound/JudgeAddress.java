package dev.warren.outbound;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Says what speaks against connecting to an address. Only what is known to be public is let through; whatever IPv4 address
 * an IPv6 address stands for is judged in its place.
 */
final class JudgeAddress {

    private record Special(AddressRange range, String what) {}

    /** What nobody can allow: there is no agent, and what there is hands out the credentials of the machine. */
    private static final List<Special> NEVER = List.of(
            special("0.0.0.0/32", "the unspecified address"),
            special("::/128", "the unspecified address"),
            special("224.0.0.0/4", "a multicast address"),
            special("ff00::/8", "a multicast address"),
            special("255.255.255.255/32", "the broadcast address"),
            special("169.254.169.254/32", "the metadata service of a cloud"),
            special("169.254.170.2/32", "the metadata service of a cloud"),
            special("169.254.170.23/32", "the metadata service of a cloud"),
            special("168.63.129.16/32", "the metadata service of a cloud"),
            special("100.100.100.200/32", "the metadata service of a cloud"),
            special("192.0.0.192/32", "the metadata service of a cloud"),
            special("fd00:ec2::254/128", "the metadata service of a cloud"),
            special("fd00:ec2::23/128", "the metadata service of a cloud"),
            special("fd20:ce::254/128", "the metadata service of a cloud"));

    private static final List<Special> NOT_PUBLIC = List.of(
            special("0.0.0.0/8", "an address of this network"),
            special("10.0.0.0/8", "a private address"),
            special("100.64.0.0/10", "an address behind a carrier's NAT"),
            special("127.0.0.0/8", "a loopback address"),
            special("169.254.0.0/16", "a link-local address"),
            special("172.16.0.0/12", "a private address"),
            special("192.0.0.0/24", "an address for protocols"),
            special("192.0.2.0/24", "an address for documentation"),
            special("192.88.99.0/24", "a 6to4 relay"),
            special("192.168.0.0/16", "a private address"),
            special("198.18.0.0/15", "an address for benchmarks"),
            special("198.51.100.0/24", "an address for documentation"),
            special("203.0.113.0/24", "an address for documentation"),
            special("240.0.0.0/4", "a reserved address"),
            special("::1/128", "a loopback address"),
            special("::/96", "an IPv4-compatible address"),
            special("64:ff9b:1::/48", "a local NAT64 address"),
            special("2001::/23", "an address for protocols, Teredo and benchmarks"),
            special("2001:db8::/32", "an address for documentation"),
            special("2002::/16", "a 6to4 address"),
            special("3fff::/20", "an address for documentation"),
            special("fc00::/7", "a unique local address"),
            special("fe80::/10", "a link-local address"),
            special("fec0::/10", "a site-local address"));

    private static final AddressRange PUBLIC_IPV6 = AddressRange.parse("2000::/3");
    private static final AddressRange NAT64 = AddressRange.parse("64:ff9b::/96");
    private static final byte[] MAPPED = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, (byte) 0xff, (byte) 0xff};
    private static final int IPV4_AT = 12;

    private JudgeAddress() {}

    /**
     * What speaks against {@code address}, as "a loopback address"; null where nothing does.
     *
     * @param allowed ranges that need not be public
     */
    static @Nullable String objection(InetAddress address, List<AddressRange> allowed) {
        InetAddress real = behind(address);
        String never = find(NEVER, real);
        if (never != null) {
            return never;
        }
        if (allowed.stream().anyMatch(range -> range.contains(address) || range.contains(real))) {
            return null;
        }
        String special = find(NOT_PUBLIC, real);
        if (special == null && real instanceof Inet6Address && !PUBLIC_IPV6.contains(real)) {
            return "outside of the public addresses of IPv6";
        }
        return special;
    }

    /** The IPv4 address that a packet to {@code address} ends at, where it is a mapped one or goes through NAT64. */
    private static InetAddress behind(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (bytes.length == 4) {
            return address;
        }
        boolean mapped = Arrays.equals(bytes, 0, IPV4_AT, MAPPED, 0, IPV4_AT);
        if (!mapped && !NAT64.contains(address)) {
            return address;
        }
        try {
            return InetAddress.getByAddress(Arrays.copyOfRange(bytes, IPV4_AT, bytes.length));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("Four bytes are an address", e);
        }
    }

    private static @Nullable String find(List<Special> list, InetAddress address) {
        for (Special special : list) {
            if (special.range().contains(address)) {
                return special.what();
            }
        }
        return null;
    }

    private static Special special(String range, String what) {
        return new Special(AddressRange.parse(range), what);
    }
}
