/** Tasks that running tasks submit. */
@NullMarked
package dev.warren.worker.child;

import org.jspecify.annotations.NullMarked;
