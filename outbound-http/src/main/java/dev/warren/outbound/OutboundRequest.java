package dev.warren.outbound;

import java.net.URI;
import java.time.Duration;
import java.util.Map;

/**
 * One POST.
 *
 * @param url where to
 * @param headers beside those that HTTP itself needs
 * @param body as it goes out
 * @param timeout of the whole exchange, from the look-up of the name to the last byte of the answer; above 0
 */
public record OutboundRequest(URI url, Map<String, String> headers, byte[] body, Duration timeout) {

    public OutboundRequest {
        headers = Map.copyOf(headers);
    }
}
