/** Tasks that running tasks submit, and how those learn of their ends. */
@NullMarked
package dev.warren.store.child;

import org.jspecify.annotations.NullMarked;
