package dev.freshet.app.client;

/** @param status such as {@code ACTIVE} */
public record DataStreamSummary(String arn, String status) {}
