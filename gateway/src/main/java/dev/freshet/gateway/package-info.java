/** The AWS surface: HTTP, wire protocols, signatures, dispatch of actions. */
@NullMarked
package dev.freshet.gateway;

import org.jspecify.annotations.NullMarked;
