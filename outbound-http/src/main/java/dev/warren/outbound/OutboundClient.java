package dev.warren.outbound;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.function.BooleanSupplier;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.DefaultSchemePortResolver;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.impl.routing.DefaultRoutePlanner;
import org.apache.hc.client5.http.io.HttpClientConnectionManager;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.ssl.SSLContexts;
import org.apache.hc.core5.util.Timeout;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls URLs that others named, under {@link OutboundRules} and within {@link OutboundLimits}. Every call looks its host up
 * anew and has a connection of its own, which goes to one of the addresses that were checked. Redirects, cookies, proxies of
 * the system, compressed answers and repetitions do not happen.
 */
public final class OutboundClient implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(OutboundClient.class);
    private static final int MOST_HEADERS = 100;
    private static final int LONGEST_HEADER = 8 * 1024;
    private static final int MOST_CONNECTIONS = 100_000;

    private final OutboundRules rules;
    private final OutboundLimits limits;
    private final ResolveChecked resolver;
    private final WatchExchanges watch = new WatchExchanges();
    private final CloseableHttpClient client;

    public OutboundClient(OutboundRules rules, OutboundLimits limits) {
        this(rules, limits, InetAddress::getAllByName, SSLContexts.createDefault());
    }

    /** @param tls whose certificates are good */
    OutboundClient(OutboundRules rules, OutboundLimits limits, Lookup lookup, SSLContext tls) {
        this.rules = rules;
        this.limits = limits;
        this.resolver = new ResolveChecked(rules.allowed(), limits.connect(), lookup);
        this.client = client(connections(limits, resolver, tls), limits);
    }

    /**
     * Sends {@code request} and answers as soon as the head of the response is there.
     *
     * @param canceled asked several times a second; once true, the connection is closed. An interrupt does the same where
     *     the calling thread is a virtual one.
     * @throws OutboundException where there is no answer
     */
    public OutboundResponse post(OutboundRequest request, BooleanSupplier canceled) throws OutboundException {
        try {
            rules.check(request.url());
        } catch (IllegalArgumentException e) {
            throw new OutboundException(OutboundException.Kind.FORBIDDEN, String.valueOf(e.getMessage()), e);
        }
        var exchange = new Exchange(request, canceled);
        request.headers().forEach(exchange.request()::setHeader);
        exchange.request().setHeader("Connection", "close");
        exchange.request().setEntity(new ByteArrayEntity(request.body(), null));
        watch.begin(exchange);
        boolean answered = false;
        try {
            OutboundResponse response = open(request, exchange);
            answered = true;
            return response;
        } catch (IOException e) {
            throw exchange.failure(e);
        } finally {
            if (!answered) {
                watch.end(exchange);
            }
        }
    }

    /**
     * Whether a connection to the host of {@code url} can be made now. Nothing is sent; an address that the rules do not
     * allow counts as none.
     */
    public boolean connects(URI url) {
        rules.check(url);
        try {
            for (InetAddress address : resolver.resolve(OutboundRules.host(url))) {
                if (accepts(new InetSocketAddress(address, OutboundRules.port(url)))) {
                    return true;
                }
            }
        } catch (UnknownHostException e) {
            log.debug("No connection to {}: {}", url.getHost(), e.getMessage());
        }
        return false;
    }

    /** Cuts what is under way. */
    @Override
    public void close() {
        watch.close();
        client.close(CloseMode.IMMEDIATE);
        resolver.close();
    }

    private OutboundResponse open(OutboundRequest request, Exchange exchange) throws IOException {
        var target = new HttpHost(
                request.url().getScheme(), OutboundRules.host(request.url()), OutboundRules.port(request.url()));
        ClassicHttpResponse response = client.executeOpen(target, exchange.request(), null);
        try {
            return new OutboundResponse(response, exchange, watch, limits.bytes());
        } catch (IOException e) {
            exchange.cut();
            OutboundResponse.discard(response);
            throw e;
        }
    }

    private boolean accepts(InetSocketAddress address) {
        try (var socket = new Socket()) {
            socket.connect(address, timeout(limits.connect().toMillis()).toMillisecondsIntBound());
            return true;
        } catch (IOException e) {
            log.debug("No connection to {}: {}", address, e.getMessage());
            return false;
        }
    }

    private static HttpClientConnectionManager connections(
            OutboundLimits limits, ResolveChecked resolver, SSLContext tls) {
        Timeout connect = timeout(limits.connect().toMillis());
        return PoolingHttpClientConnectionManagerBuilder.create()
                .setPoolConcurrencyPolicy(PoolConcurrencyPolicy.LAX)
                .setMaxConnPerRoute(MOST_CONNECTIONS)
                .setDnsResolver(resolver)
                .setTlsSocketStrategy(new DefaultClientTlsStrategy(tls))
                .setDefaultTlsConfig(
                        TlsConfig.custom().setHandshakeTimeout(connect).build())
                .setDefaultConnectionConfig(
                        ConnectionConfig.custom().setConnectTimeout(connect).build())
                .setConnectionFactory(ManagedHttpClientConnectionFactory.builder()
                        .http1Config(Http1Config.custom()
                                .setMaxHeaderCount(MOST_HEADERS)
                                .setMaxLineLength(LONGEST_HEADER)
                                .build())
                        .build())
                .build();
    }

    private static CloseableHttpClient client(HttpClientConnectionManager connections, OutboundLimits limits) {
        return HttpClientBuilder.create()
                .setConnectionManager(connections)
                .setRoutePlanner(new DefaultRoutePlanner(DefaultSchemePortResolver.INSTANCE))
                .setConnectionReuseStrategy((request, response, context) -> false)
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setResponseTimeout(timeout(limits.silence().toMillis()))
                        .setRedirectsEnabled(false)
                        .setAuthenticationEnabled(false)
                        .setProtocolUpgradeEnabled(false)
                        .build())
                .setUserAgent("Warren")
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableContentCompression()
                .disableAuthCaching()
                .disableConnectionState()
                .build();
    }

    private static Timeout timeout(long millis) {
        return Timeout.ofMilliseconds(Math.clamp(millis, 1, Integer.MAX_VALUE));
    }
}
