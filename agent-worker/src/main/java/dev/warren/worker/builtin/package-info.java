/** The agents that come with the worker and need no model: {@code echo}, {@code summarizer} and {@code probe}. */
@NullMarked
package dev.warren.worker.builtin;

import org.jspecify.annotations.NullMarked;
