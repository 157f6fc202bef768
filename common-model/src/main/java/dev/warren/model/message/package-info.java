/** What travels over the broker, and how it is written: claim checks, control messages, events. */
@NullMarked
package dev.warren.model.message;

import org.jspecify.annotations.NullMarked;
