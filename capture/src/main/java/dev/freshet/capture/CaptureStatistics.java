package dev.freshet.capture;

/**
 * What one capture has done since its start.
 *
 * @param received the position up to which PostgreSQL has sent the log
 * @param confirmed the position up to which PostgreSQL need not keep it
 * @param transactions that were handed over
 * @param truncates that changed a table and have no record
 * @param schemaGaps tables whose schema note was missing or contradicted PostgreSQL
 * @param spilledBytes written to disk for large transactions
 */
public record CaptureStatistics(
        Lsn received, Lsn confirmed, long transactions, long truncates, long schemaGaps, long spilledBytes) {}
