/** The diagnosis, against a platform that is well and one that is not. */
@NullMarked
package dev.warren.platform.doctor;

import org.jspecify.annotations.NullMarked;
