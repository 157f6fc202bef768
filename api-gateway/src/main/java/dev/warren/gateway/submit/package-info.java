/** Accepting tasks: concurrent submissions share a commit, and what is committed goes to the publisher. */
@NullMarked
package dev.warren.gateway.submit;

import org.jspecify.annotations.NullMarked;
