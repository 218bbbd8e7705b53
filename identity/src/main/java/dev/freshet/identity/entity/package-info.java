/**
 * What an account holds: roles, users, managed policies and users' access keys. {@link
 * dev.freshet.identity.entity.Directory} owns them; everybody else reads its immutable picture.
 */
@NullMarked
package dev.freshet.identity.entity;

import org.jspecify.annotations.NullMarked;
