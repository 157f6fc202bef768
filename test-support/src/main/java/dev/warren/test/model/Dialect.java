package dev.warren.test.model;

import dev.warren.test.model.ScriptedReply.Says;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A wire format: how a reply looks in it, whole and as a stream. */
interface Dialect {

    JsonMapper JSON = JsonMapper.shared();

    String streamType();

    JsonNode whole(Says reply, ModelRequest request);

    /** The pieces of a streamed reply, each as it leaves the server. */
    List<String> pieces(Says reply, ModelRequest request);

    JsonNode error(int status, String message);

    static ObjectNode object() {
        return JSON.createObjectNode();
    }

    /** A text in pieces as a model would stream it: word by word. */
    static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        int from = 0;
        while (from < text.length()) {
            int space = text.indexOf(' ', from + 1);
            int to = space < 0 ? text.length() : space;
            words.add(text.substring(from, to));
            from = to;
        }
        return words;
    }

    /** A text in two halves, so that whoever joins pieces has something to join. */
    static List<String> halves(String text) {
        int half = text.length() / 2;
        return List.of(text.substring(0, half), text.substring(half));
    }
}
