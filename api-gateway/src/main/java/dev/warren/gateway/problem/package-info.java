/** Errors as callers see them: problem details of RFC 9457 with stable types. */
@NullMarked
package dev.warren.gateway.problem;

import org.jspecify.annotations.NullMarked;
