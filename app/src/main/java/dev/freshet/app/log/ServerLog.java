package dev.freshet.app.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.rolling.FixedWindowRollingPolicy;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import ch.qos.logback.core.util.Duration;
import ch.qos.logback.core.util.FileSize;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/**
 * The log of a server: everything from INFO up goes to {@code freshet.log}, at most 40 MB with its older parts; to the
 * terminal go Freshet's own lines, without stack traces, and errors of others.
 *
 * <p>Set up by code, for reading logback.xml would cost a tenth of a second at every start.
 */
public final class ServerLog implements AutoCloseable {
    private static final FileSize LARGEST_FILE = FileSize.valueOf("10MB");
    private static final int OLDER_FILES = 3;
    private static final String FILE_PATTERN =
            "%d{\"yyyy-MM-dd'T'HH:mm:ss.SSSX\", UTC} %-5level [%thread] %logger{36}: %msg%n%ex";
    private static final String TERMINAL_PATTERN = "%d{HH:mm:ss} %replace(%level ){'INFO ',''}%msg%n%nopex";

    private final LoggerContext context;

    private ServerLog(LoggerContext context) {
        this.context = context;
    }

    /** @param terminalLevel what Freshet's own lines must reach to be shown on the terminal */
    public static ServerLog open(Path file, OutputStream terminal, Level terminalLevel) {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.reset();
        Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.INFO);
        root.addAppender(file(context, file));
        root.addAppender(terminal(context, terminal, terminalLevel));
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
        return new ServerLog(context);
    }

    @Override
    public void close() {
        SLF4JBridgeHandler.uninstall();
        context.reset();
    }

    private static RollingFileAppender<ILoggingEvent> file(LoggerContext context, Path file) {
        RollingFileAppender<ILoggingEvent> appender = new RollingFileAppender<>();
        appender.setContext(context);
        appender.setName("file");
        appender.setFile(file.toString());
        appender.setEncoder(encoder(context, FILE_PATTERN));

        FixedWindowRollingPolicy older = new FixedWindowRollingPolicy();
        older.setContext(context);
        older.setParent(appender);
        older.setFileNamePattern(file + ".%i");
        older.setMaxIndex(OLDER_FILES);
        older.start();
        appender.setRollingPolicy(older);

        SizeBasedTriggeringPolicy<ILoggingEvent> size = new SizeBasedTriggeringPolicy<>();
        size.setContext(context);
        size.setMaxFileSize(LARGEST_FILE);
        // By default it looks once a minute; what fails in a loop writes gigabytes in that time.
        size.setCheckIncrement(Duration.buildByMilliseconds(0));
        size.start();
        appender.setTriggeringPolicy(size);
        appender.start();
        return appender;
    }

    private static OutputStreamAppender<ILoggingEvent> terminal(
            LoggerContext context, OutputStream terminal, Level terminalLevel) {
        OutputStreamAppender<ILoggingEvent> appender = new OutputStreamAppender<>();
        appender.setContext(context);
        appender.setName("terminal");
        appender.setEncoder(encoder(context, TERMINAL_PATTERN));
        appender.setOutputStream(keptOpen(terminal));
        appender.addFilter(new OwnLinesAndErrors(terminalLevel));
        appender.start();
        return appender;
    }

    /** The terminal is not ours: it goes on when the log ends. */
    private static OutputStream keptOpen(OutputStream terminal) {
        return new FilterOutputStream(terminal) {
            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                out.write(bytes, offset, length);
            }

            @Override
            public void close() throws IOException {
                flush();
            }
        };
    }

    private static PatternLayoutEncoder encoder(LoggerContext context, String pattern) {
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setCharset(StandardCharsets.UTF_8);
        encoder.setPattern(pattern);
        encoder.start();
        return encoder;
    }
}
