package dev.warren.outbound;

import java.io.IOException;
import java.io.InputStream;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.io.Closer;
import org.jspecify.annotations.Nullable;

/** The answer to a call, its body still to be read. Whoever got it closes it. */
public final class OutboundResponse implements AutoCloseable {

    private final ClassicHttpResponse response;
    private final Exchange exchange;
    private final WatchExchanges watch;
    private final CappedBody body;

    OutboundResponse(ClassicHttpResponse response, Exchange exchange, WatchExchanges watch, long mostBytes)
            throws IOException {
        this.response = response;
        this.exchange = exchange;
        this.watch = watch;
        HttpEntity entity = response.getEntity();
        if (entity != null && entity.getContentLength() > mostBytes) {
            throw exchange.failure(
                    OutboundException.Kind.TOO_LARGE,
                    "the answer has " + entity.getContentLength() + " bytes, at most " + mostBytes + " are read");
        }
        this.body = new CappedBody(
                entity == null ? InputStream.nullInputStream() : entity.getContent(), exchange, mostBytes);
    }

    /** As HTTP counts, 200 to 599; redirects are not followed. */
    public int status() {
        return response.getCode();
    }

    /** The first header of that name, whatever its case; null where there is none. */
    public @Nullable String header(String name) {
        Header header = response.getFirstHeader(name);
        return header == null ? null : header.getValue();
    }

    /** The body as it came, not decompressed. Reading it throws {@link OutboundException} only. */
    public InputStream body() {
        return body;
    }

    /** Closes the connection, also in the middle of the answer. */
    @Override
    public void close() {
        watch.end(exchange);
        if (!body.isComplete()) {
            exchange.cut();
        }
        discard(response);
    }

    /** Frees what a response holds. What it still complains about then is of no use to anybody. */
    static void discard(ClassicHttpResponse response) {
        Closer.closeQuietly(response);
    }
}
