/** The whole platform on one page: health, versions, totals. */
@NullMarked
package dev.warren.gateway.status;

import org.jspecify.annotations.NullMarked;
