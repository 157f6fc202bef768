/** Whose tasks a request is about. */
@NullMarked
package dev.warren.gateway.tenant;

import org.jspecify.annotations.NullMarked;
