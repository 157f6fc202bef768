package dev.warren.httpagent.wire;

import dev.warren.worker.agent.AgentContext;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import tools.jackson.databind.JsonNode;

/** Reads the body of an answer up to its end, and passes on what comes before: progress and tokens. */
public final class ReadStream {

    public static final String DOCUMENT = "application/json";
    public static final String LINES = "application/x-ndjson";

    private final AgentContext context;

    /** @param context is told what comes before the end */
    public ReadStream(AgentContext context) {
        this.context = context;
    }

    /**
     * The end of the answer, as JSON; {@link ReadAnswer} says what it means.
     *
     * @param contentType of the body, as its header says
     * @throws IncompleteException where the body is over and the end has not come
     * @throws IOException as {@code body} throws it
     */
    public JsonNode end(String contentType, InputStream body)
            throws IOException, ProtocolException, IncompleteException {
        int parameters = contentType.indexOf(';');
        String type = (parameters < 0 ? contentType : contentType.substring(0, parameters)).strip();
        if (type.equalsIgnoreCase(DOCUMENT)) {
            return WireJson.read(body.readAllBytes());
        }
        if (type.equalsIgnoreCase(LINES)) {
            return lastLine(new BufferedInputStream(body));
        }
        throw new ProtocolException("the answer's Content-Type must be " + DOCUMENT + " or " + LINES);
    }

    private JsonNode lastLine(InputStream body) throws IOException, ProtocolException, IncompleteException {
        var line = new ByteArrayOutputStream();
        for (int next = body.read(); next >= 0; next = body.read()) {
            if (next != '\n') {
                line.write(next);
                continue;
            }
            byte[] complete = line.toByteArray();
            line.reset();
            JsonNode json = isBlank(complete) ? null : completeLine(complete);
            if (json != null && isLast(json)) {
                return json;
            }
        }
        JsonNode rest = isBlank(line.toByteArray()) ? null : WireJson.read(line.toByteArray());
        if (rest != null && isLast(rest)) {
            return rest;
        }
        throw new IncompleteException("the answer's lines end before one with output, handoff, question or error");
    }

    /** A line with its end that is half a document is not cut off, but wrong. */
    private static JsonNode completeLine(byte[] line) throws ProtocolException {
        try {
            return WireJson.read(line);
        } catch (IncompleteException e) {
            throw new ProtocolException("a line of the answer is no JSON: it ends too early", e);
        }
    }

    private boolean isLast(JsonNode json) throws ProtocolException {
        if (!json.isObject()) {
            throw new ProtocolException("each line of the answer must be a JSON object");
        }
        if (ReadAnswer.isEnd(json)) {
            return true;
        }
        JsonNode token = json.path("token");
        if (token.isString()) {
            context.token(token.stringValue());
        } else if (!token.isMissingNode()) {
            throw new ProtocolException("token must be a text");
        }
        if (json.has("progress")) {
            progress(json.path("progress"));
        }
        return false;
    }

    private void progress(JsonNode progress) throws ProtocolException {
        JsonNode fraction = progress.path("fraction");
        JsonNode message = progress.path("message");
        if (!fraction.isNumber() || fraction.doubleValue() < 0 || fraction.doubleValue() > 1) {
            throw new ProtocolException("progress.fraction must be a number from 0 to 1");
        }
        if (!message.isString() && !message.isMissingNode()) {
            throw new ProtocolException("progress.message must be a text");
        }
        context.progress(fraction.doubleValue(), message.asString(""));
    }

    private static boolean isBlank(byte[] line) {
        for (byte one : line) {
            if (one != ' ' && one != '\t' && one != '\r') {
                return false;
            }
        }
        return true;
    }
}
