package dev.freshet.kinesis.action;

import dev.freshet.gateway.Permission;
import dev.freshet.kinesis.datastream.Attachments;
import dev.freshet.kinesis.datastream.DataStream;
import dev.freshet.kinesis.datastream.DataStreamName;
import dev.freshet.kinesis.datastream.DataStreams;
import java.util.Map;

/** The permission of an operation on a data stream, with all that policies can ask about that. */
final class DataStreamPermission {
    private DataStreamPermission() {}

    static Permission of(DataStreams dataStreams, String operation, DataStreamName name) {
        return of(dataStreams, operation, name, Map.of());
    }

    static Permission of(
            DataStreams dataStreams, String operation, DataStreamName name, Map<String, String> requestTags) {
        Attachments attachments =
                dataStreams.find(name).map(DataStream::attachments).orElse(Attachments.NONE);
        return new Permission(
                "kinesis:" + operation,
                dataStreams.home().arn(name),
                TagContext.of(attachments.tags(), requestTags),
                attachments.policy());
    }
}
