package dev.freshet.delivery;

/** What became of one record of a batch, whether the target said so or it was seen before the call. */
sealed interface Outcome {
    Outcome ACCEPTED = new Accepted();

    record Accepted() implements Outcome {}

    /** @param travelsAlone the call was refused for one of its records without saying which: try each by itself */
    record Refused(FailureKind kind, String message, boolean travelsAlone) implements Outcome {}
}
