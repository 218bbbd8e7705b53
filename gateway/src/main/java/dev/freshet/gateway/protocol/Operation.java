package dev.freshet.gateway.protocol;

import dev.freshet.gateway.Action;
import dev.freshet.gateway.schema.Structure;

/** An action with the shape of its request. */
public record Operation(Action<?, ?> action, Structure request) {}
