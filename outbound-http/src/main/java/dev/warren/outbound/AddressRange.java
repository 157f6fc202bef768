package dev.warren.outbound;

import java.net.InetAddress;

/**
 * Addresses that share their first bits, in CIDR notation: {@code 10.0.0.0/8}, {@code fd00::/8}.
 *
 * @param network the first address, all bits behind the prefix 0
 * @param prefix number of bits that are the same, 0 to 32 or 128
 */
public record AddressRange(InetAddress network, int prefix) {

    public AddressRange {
        int bits = network.getAddress().length * Byte.SIZE;
        if (prefix < 0 || prefix > bits) {
            throw new IllegalArgumentException("The prefix must be 0 to " + bits + ", got " + prefix);
        }
        if (!matches(network.getAddress(), new byte[bits / Byte.SIZE], prefix, bits)) {
            throw new IllegalArgumentException(
                    network.getHostAddress() + "/" + prefix + " is no range: bits behind its prefix are set");
        }
    }

    /**
     * Reads CIDR notation; an address alone is the range of only that address.
     *
     * @throws IllegalArgumentException where {@code text} is neither, a host's name included
     */
    public static AddressRange parse(String text) {
        int slash = text.indexOf('/');
        String address = slash < 0 ? text : text.substring(0, slash);
        InetAddress network = Host.literal(address);
        if (network == null) {
            throw new IllegalArgumentException(
                    "An address range looks like 10.0.0.0/8 or fd00::/8, got '" + text + "'");
        }
        return new AddressRange(network, slash < 0 ? bits(network) : prefix(text, slash));
    }

    boolean contains(InetAddress address) {
        byte[] bytes = address.getAddress();
        byte[] own = network.getAddress();
        return bytes.length == own.length && matches(bytes, own, 0, prefix);
    }

    @Override
    public String toString() {
        return network.getHostAddress() + "/" + prefix;
    }

    private static int prefix(String text, int slash) {
        try {
            return Integer.parseInt(text.substring(slash + 1));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("The prefix of an address range is a number, got '" + text + "'", e);
        }
    }

    private static int bits(InetAddress address) {
        return address.getAddress().length * Byte.SIZE;
    }

    private static boolean matches(byte[] left, byte[] right, int from, int to) {
        for (int bit = from; bit < to; bit++) {
            int mask = 0x80 >> bit % Byte.SIZE;
            if ((left[bit / Byte.SIZE] & mask) != (right[bit / Byte.SIZE] & mask)) {
                return false;
            }
        }
        return true;
    }
}
