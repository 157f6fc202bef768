/** Taking tasks: the statement that gives a worker the lease of those its messages name. */
@NullMarked
package dev.warren.store.claim;

import org.jspecify.annotations.NullMarked;
