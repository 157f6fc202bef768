package dev.warren.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JudgeAddressTests {

    private static final List<AddressRange> EVERYTHING =
            List.of(AddressRange.parse("0.0.0.0/0"), AddressRange.parse("::/0"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "8.8.8.8",
                "9.255.255.255",
                "11.0.0.0",
                "100.63.255.255",
                "100.128.0.0",
                "172.15.255.255",
                "172.32.0.0",
                "192.167.255.255",
                "192.169.0.0",
                "198.17.255.255",
                "198.20.0.0",
                "223.255.255.255",
                "2001:200::1",
                "2606:4700:4700::1111",
                "2a00:1450:4001::200e",
                "64:ff9b::808:808"
            })
    void letsPublicAddressesThrough(String address) {
        assertThat(judge(address)).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, loopback",
        "127.255.255.254, loopback",
        "::1, loopback",
        "10.0.0.1, private",
        "172.16.0.1, private",
        "172.31.255.255, private",
        "192.168.1.1, private",
        "169.254.1.1, link-local",
        "fe80::1, link-local",
        "febf::1, link-local",
        "fec0::1, site-local",
        "fc00::1, unique local",
        "fdff::1, unique local",
        "100.64.0.1, carrier",
        "100.127.255.255, carrier",
        "0.0.0.1, this network",
        "192.0.0.8, protocols",
        "192.0.2.1, documentation",
        "198.51.100.1, documentation",
        "203.0.113.1, documentation",
        "2001:db8::1, documentation",
        "3fff::1, documentation",
        "198.18.0.1, benchmarks",
        "198.19.255.255, benchmarks",
        "2001:2::1, benchmarks",
        "2001:0:4136:e378::1, Teredo",
        "2002:7f00:1::1, 6to4",
        "2002:808:808::1, 6to4",
        "192.88.99.1, 6to4",
        "240.0.0.1, reserved",
        "64:ff9b:1::1, NAT64",
        "100::1, outside",
        "5f00::1, outside",
        "4000::1, outside",
        "::127.0.0.1, IPv4-compatible",
        "::8.8.8.8, IPv4-compatible"
    })
    void refusesWhatIsNotPublicAndSaysWhatItIs(String address, String what) {
        assertThat(judge(address)).contains(what);
    }

    @ParameterizedTest
    @CsvSource({
        "64:ff9b::7f00:1, loopback",
        "64:ff9b::a00:1, private",
        "64:ff9b::6440:1, carrier",
        "64:ff9b::a9fe:a9fe, metadata"
    })
    void judgesWhatNat64LeadsTo(String address, String what) {
        assertThat(judge(address)).contains(what);
    }

    @Test
    void judgesTheAddressBehindAMappedOne() throws UnknownHostException {
        // Java makes an IPv4 address of it where it can; a resolver's own object may still be of IPv6.
        assertThat(judge("::ffff:10.0.0.1")).contains("private");
        assertThat(JudgeAddress.objection(mapped("0a000001"), List.of())).contains("private");
        assertThat(JudgeAddress.objection(mapped("a9fea9fe"), EVERYTHING)).contains("metadata");
        assertThat(JudgeAddress.objection(mapped("08080808"), List.of())).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "169.254.169.254",
                "169.254.170.2",
                "fd00:ec2::254",
                "fd20:ce::254",
                "168.63.129.16",
                "100.100.100.200",
                "64:ff9b::a9fe:a9fe",
                "0.0.0.0",
                "::",
                "224.0.0.1",
                "239.255.255.255",
                "ff02::1",
                "255.255.255.255"
            })
    void refusesSomeWhateverIsAllowed(String address) {
        assertThat(JudgeAddress.objection(address(address), EVERYTHING)).isNotNull();
    }

    @Test
    void letsAllowedRangesThroughAndNothingBeside() {
        List<AddressRange> allowed = List.of(AddressRange.parse("10.1.0.0/16"), AddressRange.parse("::1"));

        assertThat(JudgeAddress.objection(address("10.1.255.1"), allowed)).isNull();
        assertThat(JudgeAddress.objection(address("64:ff9b::a01:1"), allowed)).isNull();
        assertThat(JudgeAddress.objection(address("::1"), allowed)).isNull();
        assertThat(JudgeAddress.objection(address("10.2.0.1"), allowed)).contains("private");
        assertThat(JudgeAddress.objection(address("127.0.0.1"), allowed)).contains("loopback");
    }

    private static String judge(String address) {
        return JudgeAddress.objection(address(address), List.of());
    }

    private static InetAddress address(String literal) {
        InetAddress address = Host.literal(literal);
        assertThat(address).as(literal).isNotNull();
        return address;
    }

    private static Inet6Address mapped(String ipv4InHex) throws UnknownHostException {
        return Inet6Address.getByAddress(null, HexFormat.of().parseHex("00000000000000000000ffff" + ipv4InHex), -1);
    }
}
