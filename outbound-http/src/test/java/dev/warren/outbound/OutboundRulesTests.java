package dev.warren.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutboundRulesTests {

    private static final OutboundRules STRICT = OutboundRules.publicHttps();
    private static final OutboundRules LOOSE = new OutboundRules(true, Set.of(), List.of());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://agents.example",
                "https://agents.example/a/path?and=query",
                "HTTPS://Agents.Example:443/",
                "https://xn--bcher-kva.example/",
                "https://8.8.8.8/",
                "https://[2606:4700:4700::1111]/"
            })
    void takesPlainUrls(String url) {
        assertThat(STRICT.require(url)).isEqualTo(URI.create(url));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://2130706433/",
                "http://0x7f000001/",
                "http://0x7f.0.0.1/",
                "http://0x7f.1/",
                "http://0177.0.0.1/",
                "http://127.0.0.01/",
                "http://127.1/",
                "http://127.0.1/",
                "http://017700000001/",
                "http://256.0.0.1/",
                "http://1.2.3.4.5/",
                "http://example.0x1/",
                "http://127.0.0.1./",
                "http://localhost./",
                "http://agents.example./",
                "http://.example/",
                "http://agents..example/",
                "http://-agents.example/",
                "http://[fe80::1%25eth0]/",
                "http://[fe80::1%eth0]/",
                "http://[::1/",
                "http://[v1.a]/",
                "http://bücher.example/",
                "http://ⓔxample.com/",
                "http://１２７.0.0.1/",
                "http://127。0。0。1/",
                "http://exa%6Dple.com/",
                "http://agents_example/",
                "http://user@agents.example/",
                "http://user:secret@agents.example/",
                "http://@agents.example/",
                "http://agents.example@127.0.0.1/",
                "http://agents.example\\@127.0.0.1/",
                "http://agents.example#@127.0.0.1/",
                "http://agents.example/#fragment",
                "http://agents.example:0/",
                "http://agents.example:65536/",
                "http://agents.example:-1/",
                "http://agents.example /",
                "http://agents.example/\r\nHost: other",
                " http://agents.example/",
                "http://",
                "http:///path",
                "http:agents.example",
                "//agents.example/",
                "agents.example",
                "ftp://agents.example/",
                "file:///etc/passwd",
                "gopher://agents.example/",
                "jar:http://agents.example!/",
                ""
            })
    void refusesOddSpellings(String url) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LOOSE.require(url))
                .withMessageStartingWith("The URL ")
                .withMessageNotContaining("secret");
    }

    @Test
    void takesPlainHttpAndOtherPortsOnlyWhereAllowed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> STRICT.require("http://agents.example/"))
                .withMessage("The URL must begin with https://");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> STRICT.require("https://agents.example:8443/"))
                .withMessage("The URL must not name port 8443; allowed are [443]");
        assertThat(LOOSE.require("http://agents.example:8080/")).hasPort(8080);
        assertThat(new OutboundRules(false, Set.of(443, 8443), List.of()).require("https://agents.example:8443/"))
                .hasPort(8443);
    }
}
