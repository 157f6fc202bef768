package dev.warren.local.rabbit;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The first words of an AMQP connection: the broker says its version before anybody has logged in. */
final class AmqpGreeting {

    private static final byte[] HELLO = {'A', 'M', 'Q', 'P', 0, 0, 9, 1};
    private static final String FIELD = "\u0007versionS";
    private static final int LIMIT_MILLIS = 5_000;
    private static final int LONGEST = 64 * 1024;

    private AmqpGreeting() {}

    /** The broker's version; empty where nobody, or no RabbitMQ, answers. */
    static Optional<String> version(String host, int port) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), LIMIT_MILLIS);
            socket.setSoTimeout(LIMIT_MILLIS);
            socket.getOutputStream().write(HELLO);
            var in = new DataInputStream(socket.getInputStream());
            in.skipNBytes(3);
            var length = in.readInt();
            return length > 0 && length < LONGEST ? versionIn(in.readNBytes(length)) : Optional.empty();
        } catch (IOException notThere) {
            return Optional.empty();
        }
    }

    /** The field of the server's properties: its name, the letter of its type, four bytes of length, the text. */
    static Optional<String> versionIn(byte[] frame) {
        var text = new String(frame, StandardCharsets.ISO_8859_1);
        var at = text.indexOf(FIELD);
        var start = at + FIELD.length() + 4;
        if (at < 0 || start > text.length()) {
            return Optional.empty();
        }
        return Optional.of(text.substring(start, Math.min(text.length(), start + text.charAt(start - 1))));
    }
}
