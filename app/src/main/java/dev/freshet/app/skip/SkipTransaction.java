package dev.freshet.app.skip;

import dev.freshet.app.wiring.CdcPipelines;
import dev.freshet.capture.Lsn;
import dev.freshet.capture.PoisonedTransaction;
import dev.freshet.dsql.CdcStream;
import dev.freshet.dsql.DsqlService;
import dev.freshet.gateway.Action;
import dev.freshet.gateway.ApiException;
import dev.freshet.gateway.Call;
import dev.freshet.gateway.Constraints.Required;
import dev.freshet.gateway.Permission;
import java.util.Optional;

/**
 * {@code SkipTransaction}: has a CDC stream give up the one transaction that it stands before and PostgreSQL cannot decode.
 * Its position names it, so that nobody skips another one than the one read of.
 */
public final class SkipTransaction implements Action<SkipTransaction.Request, SkipTransaction.Answer> {
    private final DsqlService dsql;
    private final CdcPipelines pipelines;

    public SkipTransaction(DsqlService dsql, CdcPipelines pipelines) {
        this.dsql = dsql;
        this.pipelines = pipelines;
    }

    @Override
    public String name() {
        return "SkipTransaction";
    }

    @Override
    public Class<Request> requestType() {
        return Request.class;
    }

    @Override
    public Optional<Permission> permission(Request request, Call call) {
        return Optional.of(Permission.of("freshet:SkipTransaction", "*"));
    }

    @Override
    public Answer handle(Request request, Call call) {
        CdcStream cdcStream = dsql.cdcStreams().stream()
                .filter(candidate -> candidate.id().value().equals(request.streamIdentifier))
                .findFirst()
                .orElseThrow(() -> new ApiException(
                        "ResourceNotFoundException", 404, "There is no CDC stream " + request.streamIdentifier));
        PoisonedTransaction skipped = pipelines
                .skip(cdcStream, position(request.position))
                .orElseThrow(() -> new ApiException(
                        "ConflictException",
                        409,
                        "CDC stream " + request.streamIdentifier
                                + " does not stand before a transaction that commits at " + request.position
                                + " and cannot be decoded; freshet status names what it stands before"));
        return new Answer(
                Integer.toUnsignedString(skipped.xid()),
                skipped.commitPosition().toString(),
                skipped.table());
    }

    private static Lsn position(String text) {
        try {
            return Lsn.parse(text);
        } catch (IllegalArgumentException _) {
            throw new ApiException("ValidationException", 400, "'" + text + "' is no position, such as 0/15E8F28");
        }
    }

    /** @param position where the transaction commits, as PostgreSQL writes it */
    public record Request(
            @Required String streamIdentifier, @Required String position) {}

    public record Answer(String transactionId, String position, String table) {}
}
