package dev.warren.test;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ServerSocketFactory;

/**
 * An HTTP server on the loopback address whose answers are written byte by byte by the test: halves, junk and silence
 * included. After an answer the connection is closed.
 */
public final class SocketServer implements AutoCloseable {

    /** Answers one call. */
    @FunctionalInterface
    public interface Answer {
        void to(Call call) throws Exception;
    }

    /**
     * One call that came in.
     *
     * @param head request line and headers as they came
     * @param body of as many bytes as the headers say
     * @param socket to answer on
     */
    public record Call(String head, String body, Socket socket) {

        /** The value of a header, "" where there is none. */
        public String header(String name) {
            return head.lines()
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT) + ":"))
                    .map(line -> line.substring(name.length() + 1).strip())
                    .findFirst()
                    .orElse("");
        }

        public void send(String text) throws IOException {
            socket.getOutputStream().write(text.getBytes(UTF_8));
            socket.getOutputStream().flush();
        }

        /** A whole answer with its length. */
        public void send(int status, String contentType, String body) throws IOException {
            send("HTTP/1.1 " + status + " Said\r\nContent-Type: " + contentType + "\r\nContent-Length: "
                    + body.getBytes(UTF_8).length + "\r\n\r\n" + body);
        }

        /** Waits until the caller has closed the connection. */
        public void awaitLeft() {
            try {
                while (socket.getInputStream().read() >= 0) {
                    // What still comes is of no interest.
                }
            } catch (IOException e) {
                // Closed hard is closed, too.
            }
        }

        /** Closes the connection so that the caller sees a reset. */
        public void reset() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }
    }

    private final ServerSocket door;
    private final Answer answer;
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    public SocketServer(Answer answer) {
        this(ServerSocketFactory.getDefault(), answer);
    }

    /** @param sockets of TLS, perhaps */
    public SocketServer(ServerSocketFactory sockets, Answer answer) {
        this.answer = answer;
        try {
            this.door = sockets.createServerSocket(0, 50, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().name("socket-server").start(this::accept);
    }

    public int port() {
        return door.getLocalPort();
    }

    public String url() {
        return "http://127.0.0.1:" + port();
    }

    /** The calls so far, in order. */
    public List<Call> calls() {
        return calls;
    }

    @Override
    public void close() throws IOException {
        door.close();
        for (Socket socket : open) {
            socket.close();
        }
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                Socket socket = door.accept();
                open.add(socket);
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException e) {
                // The test is over, or the next caller is better.
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            Call call = read(socket);
            calls.add(call);
            answer.to(call);
        } catch (Exception e) {
            // The caller has left, or never spoke; what it makes of that is what the test looks at.
        } finally {
            open.remove(socket);
        }
    }

    private static Call read(Socket socket) throws IOException {
        InputStream in = socket.getInputStream();
        var head = new ByteArrayOutputStream();
        while (!head.toString(UTF_8).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("No whole request");
            }
            head.write(next);
        }
        var call = new Call(head.toString(UTF_8), "", socket);
        String length = call.header("Content-Length");
        String body = new String(in.readNBytes(length.isEmpty() ? 0 : Integer.parseInt(length)), UTF_8);
        return new Call(call.head(), body, socket);
    }
}
