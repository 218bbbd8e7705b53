package dev.freshet.identity.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.identity.entity.Change;
import dev.freshet.identity.entity.DirectoryStore;
import dev.freshet.identity.entity.Entities;
import dev.freshet.identity.entity.Examples;
import dev.freshet.identity.entity.Grants;
import dev.freshet.identity.entity.ManagedPolicy;
import dev.freshet.identity.entity.Role;
import dev.freshet.identity.entity.Tags;
import dev.freshet.identity.entity.User;
import dev.freshet.identity.entity.UserKey;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every store of entities keeps. */
abstract class DirectoryStoreContract {
    private static final Role ROLE = Examples.role("writer");
    private static final User USER = Examples.user("ann");
    private static final ManagedPolicy POLICY = Examples.policy("shared");
    private static final UserKey KEY = Examples.key(USER, "AKIAEXAMPLE000000001");

    /** The same store each time within one test, as after a restart. */
    abstract DirectoryStore store();

    @Test
    void anEmptyStoreHoldsNothing() {
        assertThat(store().load()).isEqualTo(Entities.of(List.of(), List.of(), List.of(), List.of()));
    }

    @Test
    void everyEntityComesBackAsItWasPut() {
        store().write(List.of(
                new Change.PutRole(ROLE),
                new Change.PutUser(USER),
                new Change.PutPolicy(POLICY),
                new Change.PutKey(KEY)));

        assertThat(store().load()).isEqualTo(Entities.of(List.of(ROLE), List.of(USER), List.of(POLICY), List.of(KEY)));
    }

    @Test
    void puttingAgainReplacesTheWholeEntity() {
        store().write(List.of(new Change.PutRole(ROLE), new Change.PutUser(USER), new Change.PutKey(KEY)));
        Role changed = ROLE.withGrants(Grants.NONE)
                .withTags(Tags.NONE)
                .withDescription(Optional.empty())
                .withMaxSession(Duration.ofHours(12))
                .withTrust(Examples.TRUST);
        store().write(List.of(new Change.PutRole(changed), new Change.PutKey(KEY.withActive(false))));

        Entities loaded = store().load();
        assertThat(loaded.roles().values()).containsExactly(changed);
        assertThat(loaded.keys().values()).containsExactly(KEY.withActive(false));
    }

    @Test
    void versionsOfAPolicyComeAndGo() {
        store().write(List.of(new Change.PutPolicy(POLICY)));
        ManagedPolicy changed = POLICY.withoutVersion(1);
        store().write(List.of(new Change.PutPolicy(changed)));

        assertThat(store().load().policies().values()).containsExactly(changed);
    }

    @Test
    void whatIsRemovedIsGoneWithAllThatHangsOnIt() {
        store().write(List.of(
                new Change.PutRole(ROLE),
                new Change.PutUser(USER),
                new Change.PutPolicy(POLICY),
                new Change.PutKey(KEY)));
        store().write(List.of(
                new Change.RemoveRole(ROLE),
                new Change.RemoveKey(KEY),
                new Change.RemoveUser(USER),
                new Change.RemovePolicy(POLICY)));

        assertThat(store().load()).isEqualTo(Entities.of(List.of(), List.of(), List.of(), List.of()));
    }

    @Test
    void aNameIsFreeAgainAfterItsRemoval() {
        Role second = new Role(
                ROLE.account(),
                "/",
                "WRITER",
                "AROASECOND",
                ROLE.created(),
                ROLE.trust(),
                Optional.empty(),
                ROLE.maxSession(),
                Grants.NONE,
                Tags.NONE);
        store().write(List.of(new Change.PutRole(ROLE)));
        store().write(List.of(new Change.RemoveRole(ROLE), new Change.PutRole(second)));

        assertThat(store().load().roles().values()).containsExactly(second);
    }
}
