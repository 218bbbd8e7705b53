package dev.freshet.dsql;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.freshet.dsql.store.MemoryDsqlStore;
import dev.freshet.gateway.AccountId;
import dev.freshet.gateway.Action;
import dev.freshet.gateway.AnswerMemory;
import dev.freshet.gateway.ApiException;
import dev.freshet.gateway.Authorizer;
import dev.freshet.gateway.Call;
import dev.freshet.gateway.Decision;
import dev.freshet.gateway.Permission;
import dev.freshet.gateway.Principal;
import dev.freshet.gateway.Region;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.assertj.core.api.Assertions;

/** A dsql service on fakes; actions are called as the gateway calls them, after their members were checked. */
public final class TestDsql implements AutoCloseable {
    public static final DsqlNames NAMES = new DsqlNames(new Region("us-east-1"), new AccountId("123456789012"));

    final MemoryDsqlStore store = new MemoryDsqlStore();
    final FakeDatabases databases = new FakeDatabases();
    final FakePipelines pipelines = new FakePipelines();
    final FakeTargets targets = new FakeTargets();
    private volatile Instant now = Instant.parse("2026-07-08T10:00:00Z");
    private final List<Permission> asked = new CopyOnWriteArrayList<>();
    private final SplittableRandom random = new SplittableRandom(1);
    private volatile Predicate<Permission> allowed = permission -> true;
    DsqlService service = open();

    private DsqlService open() {
        return new DsqlService(store, databases, pipelines, targets, NAMES, Quotas.DEFAULT, () -> now, random);
    }

    /** The process ends and another starts on the same store. */
    void restart() throws InterruptedException {
        service.close();
        databases.stopAll();
        service = open();
        service.start();
    }

    void allowOnly(Predicate<Permission> predicate) {
        allowed = predicate;
    }

    List<Permission> asked() {
        return asked;
    }

    void passTime(Duration duration) {
        now = now.plus(duration);
    }

    Instant now() {
        return now;
    }

    @SuppressWarnings("unchecked")
    public <Q extends Record, A> A call(Class<? extends Action<Q, A>> type, Q request) {
        Action<Q, A> action = (Action<Q, A>) service.service().actions().stream()
                .filter(type::isInstance)
                .findFirst()
                .orElseThrow();
        Call call = call();
        action.permission(request, call).ifPresent(permission -> {
            if (call.decide(permission) instanceof Decision.Denied(String message)) {
                throw DsqlErrors.accessDenied(message);
            }
        });
        return action.handle(request, call);
    }

    public <Q extends Record, A> ApiException refusal(Class<? extends Action<Q, A>> type, Q request) {
        ApiException refusal = catchThrowableOfType(ApiException.class, () -> call(type, request));
        Assertions.assertThat(refusal).as("a call that had to be refused").isNotNull();
        return refusal;
    }

    private Call call() {
        Authorizer authorizer = (_, permission) -> {
            asked.add(permission);
            return allowed.test(permission)
                    ? new Decision.Allowed()
                    : new Decision.Denied("not authorized to perform: " + permission.action());
        };
        return new Call(
                new UUID(1, 2),
                new Principal.Root(NAMES.account()),
                NAMES.region(),
                now,
                authorizer,
                AnswerMemory.UNBOUNDED);
    }

    /** Waits for what a background step brings about; the test's time-out ends a wait for what never comes. */
    static void await(BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            Thread.sleep(1);
        }
    }

    @Override
    public void close() {
        databases.release();
        service.close();
    }
}
