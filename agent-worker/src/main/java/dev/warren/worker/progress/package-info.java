/** What running attempts say before they end: how far they are, and pieces of their output. */
@NullMarked
package dev.warren.worker.progress;

import org.jspecify.annotations.NullMarked;
