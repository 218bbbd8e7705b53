package dev.freshet.gateway;

/**
 * The memory for what an answer carries. All large answers under way share a bounded amount, so that many callers who
 * each ask for as much as they may do not take all of the server's. An answer holds its part until it is sent.
 */
public interface AnswerMemory {
    /** Whoever asks gets all; for callers to whom nothing is sent. */
    AnswerMemory UNBOUNDED = new AnswerMemory() {
        @Override
        public int take(int leastBytes, int wantedBytes) {
            return wantedBytes;
        }

        @Override
        public void keep(int bytes) {}
    };

    /**
     * Takes room for content: all that is wanted where there is much, less where there is little, and after a while
     * of waiting where there is none.
     *
     * @return how many bytes it took, from {@code leastBytes} to {@code wantedBytes}
     * @throws NoneLeftException when others hold it all, for longer than a caller should wait
     */
    int take(int leastBytes, int wantedBytes);

    /** Gives back all but so much of what was taken. */
    void keep(int bytes);

    /** Other answers hold all the memory. It is answered as a busy service answers; clients try again. */
    final class NoneLeftException extends RuntimeException {
        private static final long serialVersionUID = 1;

        public NoneLeftException() {
            super("The answers to other requests take all the memory for answers");
        }
    }
}
