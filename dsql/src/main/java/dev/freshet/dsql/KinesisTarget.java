package dev.freshet.dsql;

import dev.freshet.gateway.Arn;

/** Where a CDC stream delivers, and the role that it does so with. */
public record KinesisTarget(Arn dataStream, Arn role) {}
