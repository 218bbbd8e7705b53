package dev.freshet.app.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;

/** Lets pass what belongs on the terminal. */
final class OwnLinesAndErrors extends Filter<ILoggingEvent> {
    private static final String OWN = "dev.freshet.";

    private final Level ownLevel;

    OwnLinesAndErrors(Level ownLevel) {
        this.ownLevel = ownLevel;
    }

    @Override
    public FilterReply decide(ILoggingEvent event) {
        boolean belongs =
                event.getLoggerName().startsWith(OWN) && event.getLevel().isGreaterOrEqual(ownLevel)
                        || event.getLevel().isGreaterOrEqual(Level.ERROR);
        return belongs ? FilterReply.NEUTRAL : FilterReply.DENY;
    }
}
