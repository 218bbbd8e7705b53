/** Walks AWS's getting-started guide for CDC streams by itself, and shows the change records it makes. */
@NullMarked
package dev.freshet.app.demo;

import org.jspecify.annotations.NullMarked;
