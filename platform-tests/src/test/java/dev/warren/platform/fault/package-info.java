/** What happens to their tasks while processes and servers die and come back. */
@NullMarked
package dev.warren.platform.fault;

import org.jspecify.annotations.NullMarked;
