package dev.freshet.identity;

import dev.freshet.catalog.Catalog;
import dev.freshet.gateway.Service;
import dev.freshet.identity.entity.Directory;
import dev.freshet.identity.entity.DirectoryStore;
import dev.freshet.identity.entity.UniqueIds;
import dev.freshet.identity.iam.IamService;
import dev.freshet.identity.session.SessionStore;
import dev.freshet.identity.session.Sessions;
import dev.freshet.identity.store.CatalogDirectoryStore;
import dev.freshet.identity.store.CatalogSessionStore;
import dev.freshet.identity.sts.StsService;
import java.time.InstantSource;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * IAM and STS, put together.
 *
 * @param identities what the gateway asks, and delivery before each put
 * @param serviceRoles how a service comes to act with a role
 */
public record IdentityServices(Identities identities, ServiceRoles serviceRoles, Service iam, Service sts) {
    /**
     * Keeps everything in the catalog, whose schema {@link dev.freshet.identity.store.IamSchema#MIGRATIONS} must be up
     * to date.
     *
     * @param random a secure source, for it makes secrets
     */
    public static IdentityServices open(Catalog catalog, RootKey rootKey, InstantSource clock, RandomGenerator random) {
        return open(new CatalogDirectoryStore(catalog), new CatalogSessionStore(catalog), rootKey, clock, random);
    }

    static IdentityServices open(
            DirectoryStore entities,
            SessionStore credentials,
            RootKey rootKey,
            InstantSource clock,
            RandomGenerator random) {
        UniqueIds ids = new UniqueIds(random);
        Directory directory = new Directory(entities);
        Sessions sessions = new Sessions(credentials, ids);
        Identities identities = new Identities(rootKey, directory, sessions, clock);
        return new IdentityServices(
                identities,
                new ServiceRoles(directory),
                IamService.of(directory, ids),
                StsService.of(directory, sessions, identities));
    }

    /** What the gateway serves. */
    public List<Service> services() {
        return List.of(iam, sts);
    }
}
