/** The next run of tasks that have ended. */
@NullMarked
package dev.warren.store.replay;

import org.jspecify.annotations.NullMarked;
