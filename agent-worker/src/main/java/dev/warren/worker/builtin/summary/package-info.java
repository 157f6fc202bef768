/** The {@code summarizer} agent: picks the sentences of a text that say most of what the others say. */
@NullMarked
package dev.warren.worker.builtin.summary;

import org.jspecify.annotations.NullMarked;
