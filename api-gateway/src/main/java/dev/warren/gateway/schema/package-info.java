/** JSON Schemas: what agents say of their inputs and answers, checked without ever fetching anything. */
@NullMarked
package dev.warren.gateway.schema;

import org.jspecify.annotations.NullMarked;
