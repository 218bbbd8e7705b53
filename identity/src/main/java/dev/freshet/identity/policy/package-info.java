/**
 * IAM's policy language: a document is read once into a {@link dev.freshet.identity.policy.PolicyDocument} and decided
 * by the pure function {@link dev.freshet.identity.policy.Evaluation}. Knows nothing of who is stored where.
 */
@NullMarked
package dev.freshet.identity.policy;

import org.jspecify.annotations.NullMarked;
