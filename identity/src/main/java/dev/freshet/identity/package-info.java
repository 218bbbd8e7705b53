/** IAM and STS: principals, policies and their evaluation, credentials. */
@NullMarked
package dev.freshet.identity;

import org.jspecify.annotations.NullMarked;
