package dev.warren.gateway.deadletters;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** The beginning of a body as JSON can show it: text where it is UTF-8, else Base64. */
record Excerpt(String text, String encoding) {

    /** @param size of the whole body: where it is longer than {@code beginning}, a character may be cut at the end */
    static Excerpt of(byte[] beginning, long size) {
        CharBuffer text = CharBuffer.allocate(beginning.length);
        boolean whole = size <= beginning.length;
        var result = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .decode(ByteBuffer.wrap(beginning), text, whole);
        return result.isUnderflow()
                ? new Excerpt(text.flip().toString(), "text")
                : new Excerpt(Base64.getEncoder().encodeToString(beginning), "base64");
    }
}
