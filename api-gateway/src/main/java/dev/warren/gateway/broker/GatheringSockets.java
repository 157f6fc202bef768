package dev.warren.gateway.broker;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;

/** Makes the sockets of one connection, of which the last one made is in use: the addresses of a name are tried in turn. */
final class GatheringSockets extends SocketFactory {

    private @Nullable GatheringOutput output;

    /** Of the connection that was opened. */
    synchronized GatherWrites gather() {
        GatheringOutput opened = output;
        return opened == null ? GatherWrites.NONE : opened;
    }

    private synchronized GatheringOutput gathering(OutputStream network) {
        var opened = new GatheringOutput(network);
        output = opened;
        return opened;
    }

    /** The client asks for the stream once. */
    private final class GatheringSocket extends Socket {
        @Override
        public OutputStream getOutputStream() throws IOException {
            return gathering(super.getOutputStream());
        }
    }

    @Override
    public Socket createSocket() {
        return new GatheringSocket();
    }

    private static IllegalStateException onlyUnconnected() {
        return new IllegalStateException("the client connects its sockets itself");
    }

    @Override
    public Socket createSocket(String host, int port) {
        throw onlyUnconnected();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
        throw onlyUnconnected();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
        throw onlyUnconnected();
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort) {
        throw onlyUnconnected();
    }
}
