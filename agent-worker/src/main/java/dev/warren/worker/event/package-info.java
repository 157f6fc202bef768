/** Events for whoever listens; nobody relies on them. */
@NullMarked
package dev.warren.worker.event;

import org.jspecify.annotations.NullMarked;
