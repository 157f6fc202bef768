package dev.warren.gateway.tasks;

import dev.warren.gateway.problem.Problem;
import dev.warren.gateway.problem.ProblemType;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import org.springframework.http.MediaType;

/** Reads a request's body up to a limit, whether its length was announced or not. */
final class ReadBody {

    private ReadBody() {}

    /** @throws Problem where it is larger, or encoded in a way that is not understood */
    static byte[] upTo(int mostBytes, HttpServletRequest request) throws IOException {
        requirePlain(request);
        if (request.getContentLengthLong() > mostBytes) {
            throw tooLarge(mostBytes);
        }
        InputStream in = request.getInputStream();
        byte[] body = in.readNBytes(mostBytes);
        if (body.length == mostBytes && in.read() >= 0) {
            throw tooLarge(mostBytes);
        }
        return body;
    }

    private static void requirePlain(HttpServletRequest request) {
        String encoding = request.getHeader("Content-Encoding");
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            throw Problem.of(
                    ProblemType.UNSUPPORTED_MEDIA_TYPE, "The body is compressed; send it without Content-Encoding.");
        }
        String type = request.getContentType();
        var charset = type == null ? null : MediaType.parseMediaType(type).getParameter("charset");
        if (charset != null && !charset.equalsIgnoreCase("utf-8")) {
            throw Problem.of(ProblemType.UNSUPPORTED_MEDIA_TYPE, "JSON is UTF-8; send it without another charset.");
        }
    }

    private static Problem tooLarge(int mostBytes) {
        return Problem.of(ProblemType.BODY_TOO_LARGE, "The body may have " + mostBytes + " bytes at most.");
    }
}
