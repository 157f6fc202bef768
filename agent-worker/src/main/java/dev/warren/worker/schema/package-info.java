/** JSON Schemas that outputs must meet. */
@NullMarked
package dev.warren.worker.schema;

import org.jspecify.annotations.NullMarked;
