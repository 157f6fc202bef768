/** Group commit: many concurrent requests share one statement. */
@NullMarked
package dev.warren.store.group;

import org.jspecify.annotations.NullMarked;
