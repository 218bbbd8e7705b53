package dev.freshet.capture.schema;

import dev.freshet.capture.value.ValueEncoding;

/** A column of a captured table. */
public record CapturedColumn(String name, ValueEncoding encoding) {}
