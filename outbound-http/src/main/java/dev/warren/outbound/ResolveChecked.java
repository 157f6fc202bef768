package dev.warren.outbound;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Looks a host up once for each connection and hands its addresses on only where every one of them is allowed. The client
 * connects to the very objects that it gets here, so nothing can change between the check and the connection.
 */
final class ResolveChecked implements DnsResolver, AutoCloseable {

    /** Few: the system's resolver may hang, and a hanging look-up holds a thread of the machine, not a virtual one. */
    private static final int MOST_LOOKUPS = 16;

    private static final long IDLE_SECONDS = 10;

    private final List<AddressRange> allowed;
    private final Duration longest;
    private final Lookup lookup;
    private final ThreadPoolExecutor lookups;

    ResolveChecked(List<AddressRange> allowed, Duration longest, Lookup lookup) {
        this.allowed = allowed;
        this.longest = longest;
        this.lookup = lookup;
        this.lookups = new ThreadPoolExecutor(
                MOST_LOOKUPS,
                MOST_LOOKUPS,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                Thread.ofPlatform().daemon().name("warren-lookup-", 0).factory());
        lookups.allowCoreThreadTimeOut(true);
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress literal = Host.literal(host);
        InetAddress[] addresses = literal == null ? lookUp(host) : new InetAddress[] {literal};
        if (addresses.length == 0) {
            throw new UnknownHostException(host);
        }
        for (InetAddress address : addresses) {
            String objection = JudgeAddress.objection(address, allowed);
            if (objection != null) {
                throw new ForbiddenAddressException(
                        host + " is at " + address.getHostAddress() + ", " + objection + " that is not allowed");
            }
        }
        return addresses;
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }

    @Override
    public void close() {
        lookups.shutdownNow();
    }

    private InetAddress[] lookUp(String host) throws UnknownHostException {
        Future<InetAddress[]> answer = lookups.submit(() -> lookup.addresses(host));
        try {
            return answer.get(longest.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw failed(host, e);
        } catch (TimeoutException e) {
            throw failed(host + " was not found within " + longest, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed(host + " was not waited for", e);
        } finally {
            answer.cancel(true);
        }
    }

    private static UnknownHostException failed(String message, Exception cause) {
        var failure = new UnknownHostException(message);
        failure.initCause(cause);
        return failure;
    }
}
