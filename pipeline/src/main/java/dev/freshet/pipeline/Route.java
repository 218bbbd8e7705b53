package dev.freshet.pipeline;

import dev.freshet.delivery.Target;

/** From where to where a pipeline carries changes. */
public record Route(ChangeLog from, Target to) {}
