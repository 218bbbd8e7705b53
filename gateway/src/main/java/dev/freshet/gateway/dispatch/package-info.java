/** The way of a call: service, operation, signature, record, constraints, permission, handler, answer. */
@NullMarked
package dev.freshet.gateway.dispatch;

import org.jspecify.annotations.NullMarked;
