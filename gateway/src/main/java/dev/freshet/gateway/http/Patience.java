package dev.freshet.gateway.http;

import java.time.Duration;

/**
 * How long the server waits for a client.
 *
 * @param firstRequest of a new connection, until its header has come
 * @param nextRequest from the end of an answer until the header of the next request has come
 * @param transfer of one body, either way
 */
record Patience(Duration firstRequest, Duration nextRequest, Duration transfer) {}
