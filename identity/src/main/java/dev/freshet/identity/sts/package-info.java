/** The Security Token Service: one class per operation, {@link dev.freshet.identity.sts.StsService} lists them. */
@NullMarked
package dev.freshet.identity.sts;

import org.jspecify.annotations.NullMarked;
