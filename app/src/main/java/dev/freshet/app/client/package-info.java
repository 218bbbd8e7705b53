/** A small AWS client for Freshet's own commands: it signs and sends what they need and no more. */
@NullMarked
package dev.freshet.app.client;

import org.jspecify.annotations.NullMarked;
