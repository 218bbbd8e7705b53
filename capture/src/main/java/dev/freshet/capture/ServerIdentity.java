package dev.freshet.capture;

/** What {@code IDENTIFY_SYSTEM} says: the database cluster's identifier, and the timeline that the log is on. */
public record ServerIdentity(String systemIdentifier, int timeline) {}
