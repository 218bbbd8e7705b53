package dev.freshet.gateway.http;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataWriter;

/** Writes for all streams of a connection; the end of one answer must not close it. */
final class UninterruptedWriter implements DataWriter {
    private final DataWriter writer;
    private final ConnectionAnswers answers;

    UninterruptedWriter(DataWriter writer, ConnectionAnswers answers) {
        this.writer = writer;
        this.answers = answers;
    }

    @Override
    public void write(BufferData... buffers) {
        answers.write(() -> writer.write(buffers));
    }

    @Override
    public void write(BufferData buffer) {
        answers.write(() -> writer.write(buffer));
    }

    @Override
    public void writeNow(BufferData... buffers) {
        answers.write(() -> writer.writeNow(buffers));
    }

    @Override
    public void writeNow(BufferData buffer) {
        answers.write(() -> writer.writeNow(buffer));
    }

    @Override
    public void flush() {
        answers.write(writer::flush);
    }

    @Override
    public void close() {
        writer.close();
    }
}
