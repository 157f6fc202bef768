package dev.warren.outbound;

import java.io.IOException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.function.BooleanSupplier;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ClientProtocolException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.MalformedChunkCodingException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.TruncatedChunkException;
import org.jspecify.annotations.Nullable;

/** One call under way: when it must be over, whether anybody still wants it, and what its failures mean. */
final class Exchange {

    private final HttpUriRequestBase request;
    private final long end;
    private final BooleanSupplier canceled;
    private volatile OutboundException.@Nullable Kind cutFor;

    Exchange(OutboundRequest request, BooleanSupplier canceled) {
        this.request = new HttpUriRequestBase("POST", request.url());
        this.end = System.nanoTime() + request.timeout().toNanos();
        this.canceled = canceled;
    }

    HttpUriRequestBase request() {
        return request;
    }

    /** Closes the connection if the time is over or nobody wants the answer any more. */
    void cutIfDue() {
        if (canceled.getAsBoolean()) {
            cut(OutboundException.Kind.CANCELED);
        } else if (System.nanoTime() - end >= 0) {
            cut(OutboundException.Kind.TIMED_OUT);
        }
    }

    /** Closes the connection at once, without waiting for the rest of an answer. */
    void cut() {
        request.cancel();
    }

    private void cut(OutboundException.Kind why) {
        if (cutFor == null) {
            cutFor = why;
            request.cancel();
        }
    }

    OutboundException failure(IOException e) {
        if (e instanceof OutboundException known) {
            return known;
        }
        return new OutboundException(kind(e), where() + ": " + e.getMessage(), e);
    }

    OutboundException failure(OutboundException.Kind kind, String message) {
        return new OutboundException(kind, where() + ": " + message);
    }

    private OutboundException.Kind kind(IOException e) {
        OutboundException.Kind cut = cutFor;
        if (cut != null) {
            return cut;
        }
        if (Thread.currentThread().isInterrupted()) {
            return OutboundException.Kind.CANCELED;
        }
        return switch (e) {
            case ForbiddenAddressException forbidden -> OutboundException.Kind.FORBIDDEN;
            case UnknownHostException unknown -> OutboundException.Kind.UNRESOLVED;
            case ConnectTimeoutException timeout -> OutboundException.Kind.UNREACHABLE;
            case java.net.ConnectException refused -> OutboundException.Kind.UNREACHABLE;
            case NoRouteToHostException unreachable -> OutboundException.Kind.UNREACHABLE;
            case SSLException tls -> OutboundException.Kind.UNTRUSTED;
            case SocketTimeoutException timeout -> OutboundException.Kind.TIMED_OUT;
            case TruncatedChunkException half -> OutboundException.Kind.LOST;
            case MalformedChunkCodingException malformed -> OutboundException.Kind.MALFORMED;
            case MessageConstraintException large -> OutboundException.Kind.MALFORMED;
            case ClientProtocolException malformed -> OutboundException.Kind.MALFORMED;
            default -> OutboundException.Kind.LOST;
        };
    }

    private String where() {
        try {
            URI uri = request.getUri();
            return uri.getScheme() + "://" + uri.getRawAuthority();
        } catch (java.net.URISyntaxException e) {
            throw new IllegalStateException("A checked URL cannot be read", e);
        }
    }
}
