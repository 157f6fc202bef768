/** How far running tasks say they are. */
@NullMarked
package dev.warren.store.progress;

import org.jspecify.annotations.NullMarked;
