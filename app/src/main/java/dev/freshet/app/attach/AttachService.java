package dev.freshet.app.attach;

import dev.freshet.app.skip.SkipTransaction;
import dev.freshet.dsql.DsqlService;
import dev.freshet.gateway.ApiException;
import dev.freshet.gateway.Service;
import dev.freshet.gateway.ViolationText;
import dev.freshet.gateway.WireProtocol;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Freshet's own operations behind the gateway, signed and authorized as AWS's are: what they carry is a password, and what
 * they do is in somebody else's database.
 */
public final class AttachService {
    public static final String SIGNING_NAME = "freshet";
    public static final String TARGET_PREFIX = "Freshet_20261101";

    private AttachService() {}

    public static Service of(
            DsqlService dsql,
            AttachedClusters clusters,
            Attachments attachments,
            SkipTransaction skipTransaction,
            RandomGenerator random) {
        Attaching attaching = new Attaching(dsql, clusters, attachments, random);
        return new Service(
                SIGNING_NAME,
                new WireProtocol.AwsJson(TARGET_PREFIX),
                violations -> new ApiException("ValidationException", 400, ViolationText.message(violations)),
                List.of(new AttachDatabase(attaching), new DetachDatabase(attaching), skipTransaction));
    }
}
