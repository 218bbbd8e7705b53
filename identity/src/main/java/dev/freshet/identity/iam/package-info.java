/** The IAM service: one class per operation, {@link dev.freshet.identity.iam.IamService} lists them. */
@NullMarked
package dev.freshet.identity.iam;

import org.jspecify.annotations.NullMarked;
