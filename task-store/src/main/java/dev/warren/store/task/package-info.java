/** Tasks as their owners see them: read, listed, canceled. */
@NullMarked
package dev.warren.store.task;

import org.jspecify.annotations.NullMarked;
