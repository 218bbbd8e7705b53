/**
 * What a user does, done by tests: the {@code freshet} script as a process, AWS's own clients, psql. The classes named
 * after the steps of AWS's getting-started guide walk it once, together; the others take one promise each.
 *
 * <p>The tests share one Freshet ({@link dev.freshet.app.acceptance.SharedFreshet}) unless they stop or kill it. They
 * are run by {@code ./mvnw verify}; a class whose tools this machine lacks is skipped and says so
 * ({@link dev.freshet.app.acceptance.Needs}).
 */
@NullMarked
package dev.freshet.app.acceptance;

import org.jspecify.annotations.NullMarked;
