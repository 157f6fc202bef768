/** What every gateway does again and again so that no task stays stuck, whatever was lost. */
@NullMarked
package dev.warren.gateway.sweep;

import org.jspecify.annotations.NullMarked;
