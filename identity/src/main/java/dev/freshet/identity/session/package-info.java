/** Temporary credentials: what STS gives out, and what each of them may. */
@NullMarked
package dev.freshet.identity.session;

import org.jspecify.annotations.NullMarked;
