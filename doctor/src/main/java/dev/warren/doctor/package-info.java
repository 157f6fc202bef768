/** The diagnosis: reads everything, changes nothing, and says in plain words what is wrong and what cures it. */
@NullMarked
package dev.warren.doctor;

import org.jspecify.annotations.NullMarked;
