package dev.freshet.dsql;

import java.time.Instant;

/**
 * Where a CDC stream stands in its life. Every state survives a restart, and what it asks for is taken up again.
 *
 * <pre>
 * (none)   → Creating   CreateStream; its slot and its fence are being made
 * Creating → Active     the fence stands: what commits from now on is delivered
 * Creating → Failed     the slot or the fence could not be made
 * Active   ⇄ Impaired   a record is refused for a reason that needs somebody's hand; accepted again
 * Active   → Failed     the data stream is gone, or changes are lost
 * Impaired → Failed     as above
 * any      → Deleting   DeleteStream
 * Deleting → (none)     its slot is dropped
 * </pre>
 */
public sealed interface CdcStreamState {
    /** As GetStream prints it. */
    String status();

    /** Whether the table above has that line. */
    boolean mayBecome(CdcStreamState next);

    record Creating() implements CdcStreamState {
        @Override
        public String status() {
            return "CREATING";
        }

        @Override
        public boolean mayBecome(CdcStreamState next) {
            return switch (next) {
                case Active _, Failed _, Deleting _ -> true;
                case Creating _, Impaired _ -> false;
            };
        }
    }

    record Active() implements CdcStreamState {
        @Override
        public String status() {
            return "ACTIVE";
        }

        @Override
        public boolean mayBecome(CdcStreamState next) {
            return switch (next) {
                case Impaired _, Failed _, Deleting _ -> true;
                case Creating _, Active _ -> false;
            };
        }
    }

    /** @param since when it was impaired, or the reason changed */
    record Impaired(StreamFailureErrorCode error, Instant since) implements CdcStreamState {
        @Override
        public String status() {
            return "IMPAIRED";
        }

        @Override
        public boolean mayBecome(CdcStreamState next) {
            return switch (next) {
                case Active _, Failed _, Deleting _ -> true;
                case Impaired other -> other.error != error;
                case Creating _ -> false;
            };
        }
    }

    record Failed(StreamFailureErrorCode error, Instant since) implements CdcStreamState {
        @Override
        public String status() {
            return "FAILED";
        }

        @Override
        public boolean mayBecome(CdcStreamState next) {
            return next instanceof Deleting;
        }
    }

    record Deleting() implements CdcStreamState {
        @Override
        public String status() {
            return "DELETING";
        }

        @Override
        public boolean mayBecome(CdcStreamState next) {
            return false;
        }
    }
}
