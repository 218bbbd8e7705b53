/** AWS's wire protocols: codecs between HTTP requests and answers and the records of the actions. */
@NullMarked
package dev.freshet.gateway.protocol;

import org.jspecify.annotations.NullMarked;
