package dev.warren.bench.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads the responses of one connection, HTTP/1.1 with a length or in chunks, from pieces of any size. Not safe for several
 * threads.
 */
final class ResponseReader {

    private static final int LARGEST_HEAD = 64 * 1024;
    private static final String VERSION = "http/1.1 ";
    private static final String LENGTH = "content-length:";
    private static final String ENCODING = "transfer-encoding:";
    private static final String CONNECTION = "connection:";

    private enum Part {
        HEAD,
        BODY,
        CHUNK_SIZE,
        CHUNK,
        CHUNK_END,
        TRAILER,
        DONE
    }

    private boolean keepsBody;
    private Part part = Part.HEAD;
    private byte[] line = new byte[1024];
    private int lineLength;
    private byte[] body = new byte[0];
    private int bodyLength;
    private int status;
    private boolean closes;
    private long left;

    /**
     * Forgets the response before; the next byte is the first of the next one.
     *
     * @param keepsBody whether anybody will ask for its body
     */
    void next(boolean keepsBody) {
        this.keepsBody = keepsBody;
        part = Part.HEAD;
        lineLength = 0;
        bodyLength = 0;
        closes = false;
    }

    /**
     * Takes what belongs to this response and leaves the rest.
     *
     * @return whether the response is complete
     * @throws IOException where these are not the bytes of a response
     */
    boolean read(ByteBuffer from) throws IOException {
        while (part != Part.DONE && from.hasRemaining()) {
            switch (part) {
                case HEAD -> readHead(from);
                case BODY -> readBody(from, Part.DONE);
                case CHUNK_SIZE -> readChunkSize(from);
                case CHUNK -> readBody(from, Part.CHUNK_END);
                case CHUNK_END -> readChunkEnd(from);
                case TRAILER -> readTrailer(from);
                case DONE -> throw new IllegalStateException("the loop ends before");
            }
        }
        return part == Part.DONE;
    }

    int status() {
        return status;
    }

    /** Whether the server takes no further request on this connection. */
    boolean closes() {
        return closes;
    }

    /** How often these bytes stand in the body, without overlaps. */
    int occurrences(byte[] word) {
        int found = 0;
        for (int i = 0; i + word.length <= bodyLength; i++) {
            if (body[i] == word[0] && Arrays.equals(body, i, i + word.length, word, 0, word.length)) {
                found++;
                i += word.length - 1;
            }
        }
        return found;
    }

    private void readHead(ByteBuffer from) throws IOException {
        while (from.hasRemaining()) {
            keep(from.get());
            if (endsWithEmptyLine()) {
                part = afterHead();
                lineLength = 0;
                return;
            }
        }
    }

    private boolean endsWithEmptyLine() {
        return lineLength >= 4
                && line[lineLength - 1] == '\n'
                && line[lineLength - 2] == '\r'
                && line[lineLength - 3] == '\n'
                && line[lineLength - 4] == '\r';
    }

    private Part afterHead() throws IOException {
        if (!startsWith(0, VERSION) || lineLength < VERSION.length() + 3) {
            throw new IOException("no HTTP/1.1 response: "
                    + new String(line, 0, Math.min(lineLength, 80), StandardCharsets.ISO_8859_1));
        }
        status = (int) number(VERSION.length(), VERSION.length() + 3);
        if (status < 200) {
            return Part.HEAD;
        }
        boolean chunked = false;
        left = -1;
        for (int start = nextLine(0); start < lineLength - 2; start = nextLine(start)) {
            if (startsWith(start, LENGTH)) {
                left = number(start + LENGTH.length(), nextLine(start) - 2);
            } else if (startsWith(start, ENCODING)) {
                chunked = contains(start + ENCODING.length(), "chunked");
            } else if (startsWith(start, CONNECTION)) {
                closes = contains(start + CONNECTION.length(), "close");
            }
        }
        if (chunked) {
            return Part.CHUNK_SIZE;
        }
        if (status == 204 || status == 304 || left == 0) {
            return Part.DONE;
        }
        if (left < 0) {
            throw new IOException("a response with status " + status + " has neither length nor chunks");
        }
        return Part.BODY;
    }

    private void readBody(ByteBuffer from, Part then) {
        int taken = (int) Math.min(left, from.remaining());
        if (keepsBody) {
            if (bodyLength + taken > body.length) {
                body = Arrays.copyOf(body, Math.max(bodyLength + taken, 2 * body.length));
            }
            from.get(body, bodyLength, taken);
            bodyLength += taken;
        } else {
            from.position(from.position() + taken);
        }
        left -= taken;
        if (left == 0) {
            part = then;
        }
    }

    private void readChunkSize(ByteBuffer from) throws IOException {
        if (readLine(from)) {
            left = 0;
            for (int i = 0; i < lineLength && Character.digit(line[i], 16) >= 0; i++) {
                left = left * 16 + Character.digit(line[i], 16);
            }
            lineLength = 0;
            part = left == 0 ? Part.TRAILER : Part.CHUNK;
        }
    }

    private void readChunkEnd(ByteBuffer from) throws IOException {
        if (readLine(from)) {
            lineLength = 0;
            part = Part.CHUNK_SIZE;
        }
    }

    private void readTrailer(ByteBuffer from) throws IOException {
        if (readLine(from)) {
            part = lineLength == 2 ? Part.DONE : Part.TRAILER;
            lineLength = 0;
        }
    }

    private boolean readLine(ByteBuffer from) throws IOException {
        while (from.hasRemaining()) {
            byte next = from.get();
            keep(next);
            if (next == '\n') {
                return true;
            }
        }
        return false;
    }

    private void keep(byte next) throws IOException {
        if (lineLength == line.length) {
            if (lineLength >= LARGEST_HEAD) {
                throw new IOException("a response's head is longer than " + LARGEST_HEAD + " bytes");
            }
            line = Arrays.copyOf(line, 2 * lineLength);
        }
        line[lineLength++] = next;
    }

    private int nextLine(int start) {
        int i = start;
        while (line[i] != '\n') {
            i++;
        }
        return i + 1;
    }

    private boolean startsWith(int at, String lowerCase) {
        if (at + lowerCase.length() > lineLength) {
            return false;
        }
        for (int i = 0; i < lowerCase.length(); i++) {
            if (Character.toLowerCase((char) line[at + i]) != lowerCase.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private boolean contains(int from, String lowerCase) {
        int end = nextLine(from);
        for (int i = from; i + lowerCase.length() <= end; i++) {
            if (startsWith(i, lowerCase)) {
                return true;
            }
        }
        return false;
    }

    private long number(int from, int to) throws IOException {
        String digits = new String(line, from, to - from, StandardCharsets.ISO_8859_1).strip();
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException e) {
            throw new IOException("no number in a response's head: " + digits, e);
        }
    }
}
