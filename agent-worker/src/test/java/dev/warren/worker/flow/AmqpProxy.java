package dev.warren.worker.flow;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands between a worker and its broker and understands frames of AMQP 0-9-1, so that it can do to one consumer what
 * happens to consumers of defective brokers and networks: its deliveries vanish, or it is canceled and nobody tells it.
 */
final class AmqpProxy implements AutoCloseable {

    private static final int METHOD = 1;
    private static final int BODY = 3;
    private static final int HEADER = 2;
    private static final int BASIC_CONSUME = 60 << 16 | 20;
    private static final int BASIC_CANCEL = 60 << 16 | 30;
    private static final int BASIC_DELIVER = 60 << 16 | 60;
    private static final int FRAME_END = 0xCE;

    private final ServerSocket server;
    private final URI broker;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final Map<String, Consumer> consumers = new ConcurrentHashMap<>();
    private volatile String swallowed = "";
    final AtomicInteger swallowedDeliveries = new AtomicInteger();

    private record Frame(int type, int channel, byte[] payload) {
        int method() {
            return type == METHOD ? ByteBuffer.wrap(payload).getInt() : 0;
        }
    }

    private record Consumer(String queue, int channel, OutputStream toBroker) {}

    AmqpProxy(String brokerUri) throws IOException {
        broker = URI.create(brokerUri);
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    /** The broker's address by way of this proxy. */
    String uri() {
        return "amqp://" + broker.getRawUserInfo() + "@127.0.0.1:" + server.getLocalPort() + broker.getRawPath();
    }

    /** Whatever the broker sends to the present consumer of {@code queue} gets lost from here on. */
    void swallowDeliveriesOf(String queue) {
        swallowed = tag(queue);
    }

    /** The broker ends the present consumer of {@code queue}, which hears nothing of it. */
    void cancelBehindItsBack(String queue) throws IOException {
        String tag = tag(queue);
        Consumer consumer = consumers.get(tag);
        byte[] name = tag.getBytes(StandardCharsets.US_ASCII);
        var payload = ByteBuffer.allocate(4 + 1 + name.length + 1);
        payload.putInt(BASIC_CANCEL).put((byte) name.length).put(name).put((byte) 1); // no answer, please
        write(new Frame(METHOD, consumer.channel(), payload.array()), consumer.toBroker());
    }

    private String tag(String queue) {
        return consumers.entrySet().stream()
                .filter(entry -> entry.getValue().queue().equals(queue))
                .map(Map.Entry::getKey)
                .reduce((before, latest) -> latest)
                .orElseThrow();
    }

    private void accept() {
        try {
            while (true) {
                Socket worker = server.accept();
                Socket upstream = new Socket(broker.getHost(), broker.getPort());
                sockets.addAll(List.of(worker, upstream));
                Thread.ofVirtual().start(() -> pump(worker, upstream, true));
                Thread.ofVirtual().start(() -> pump(upstream, worker, false));
            }
        } catch (IOException e) {
            if (!server.isClosed()) {
                throw new IllegalStateException(e);
            }
        }
    }

    private void pump(Socket from, Socket to, boolean toBroker) {
        try (from;
                to) {
            var in = new DataInputStream(from.getInputStream());
            OutputStream out = to.getOutputStream();
            if (toBroker) {
                out.write(in.readNBytes(8)); // the protocol's own greeting is no frame
            }
            var content = new ConcurrentHashMap<Integer, Boolean>();
            while (true) {
                Frame frame = read(in);
                if (toBroker) {
                    learn(frame, out);
                    write(frame, out);
                } else if (!isSwallowed(frame, content)) {
                    write(frame, out);
                }
            }
        } catch (EOFException | SocketException e) {
            // One side has closed, so does the other.
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void learn(Frame frame, OutputStream toBroker) {
        if (frame.method() == BASIC_CONSUME) {
            var payload = ByteBuffer.wrap(frame.payload()).position(4 + 2);
            String queue = shortText(payload);
            consumers.put(shortText(payload), new Consumer(queue, frame.channel(), toBroker));
        }
    }

    private boolean isSwallowed(Frame frame, Map<Integer, Boolean> channelsInside) {
        if (frame.method() == BASIC_DELIVER) {
            boolean swallows =
                    shortText(ByteBuffer.wrap(frame.payload()).position(4)).equals(swallowed);
            channelsInside.put(frame.channel(), swallows);
            swallowedDeliveries.addAndGet(swallows ? 1 : 0);
            return swallows;
        }
        boolean content = frame.type() == HEADER || frame.type() == BODY;
        return content && channelsInside.getOrDefault(frame.channel(), false);
    }

    private static String shortText(ByteBuffer from) {
        byte[] text = new byte[Byte.toUnsignedInt(from.get())];
        from.get(text);
        return new String(text, StandardCharsets.US_ASCII);
    }

    private static Frame read(DataInputStream in) throws IOException {
        int type = in.readUnsignedByte();
        int channel = in.readUnsignedShort();
        byte[] payload = in.readNBytes(in.readInt());
        if (in.readUnsignedByte() != FRAME_END) {
            throw new IllegalStateException("A frame that does not end");
        }
        return new Frame(type, channel, payload);
    }

    private static void write(Frame frame, OutputStream out) throws IOException {
        var bytes = new ByteArrayOutputStream(frame.payload().length + 8);
        var data = new DataOutputStream(bytes);
        data.writeByte(frame.type());
        data.writeShort(frame.channel());
        data.writeInt(frame.payload().length);
        data.write(frame.payload());
        data.writeByte(FRAME_END);
        synchronized (out) {
            out.write(bytes.toByteArray());
            out.flush();
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
