/** Freshet's certificate authority and the certificate of its endpoint, made at the first start and kept in the home. */
@NullMarked
package dev.freshet.app.tls;

import org.jspecify.annotations.NullMarked;
