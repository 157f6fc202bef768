package dev.warren.worker.event;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Text that broker and ledger can hold, whatever an agent says. */
public final class PlainText {

    private PlainText() {}

    /** Without zero characters and halves of surrogate pairs. */
    public static String of(String text) {
        return new String(text.replace('\0', '\uFFFD').getBytes(UTF_8), UTF_8);
    }
}
