/** Recovery and timers: what every gateway does again and again so that nothing stays stuck. */
@NullMarked
package dev.warren.store.sweep;

import org.jspecify.annotations.NullMarked;
