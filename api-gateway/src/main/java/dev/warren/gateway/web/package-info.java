/** What holds for every answer: headers, and the description of the API. */
@NullMarked
package dev.warren.gateway.web;

import org.jspecify.annotations.NullMarked;
