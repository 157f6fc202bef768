/** How a task is followed through processes: its trace context, the spans of a sampled one, and the fields of log lines. */
@NullMarked
package dev.warren.model.trace;

import org.jspecify.annotations.NullMarked;
