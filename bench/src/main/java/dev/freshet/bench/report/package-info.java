/** Figures as a person and as a program reads them. */
@NullMarked
package dev.freshet.bench.report;

import org.jspecify.annotations.NullMarked;
