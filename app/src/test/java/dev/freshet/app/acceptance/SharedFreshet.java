package dev.freshet.app.acceptance;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * One Freshet for all classes of a test run, started when the first one needs it, and what a person has beside it:
 * parameters of the types {@link FreshetServer}, {@link Shell}, {@link Boto3} and {@link Guide} are given. It must
 * not be stopped or killed; what a test makes in it has the test's own names and is deleted if it counts toward a
 * quota.
 */
final class SharedFreshet implements ParameterResolver, AfterTestExecutionCallback {
    /** What is shared: started once, also when that failed. */
    static final class Shared implements AutoCloseable {
        private final FreshetServer server = FreshetServer.inNewHome("shared");
        private final Once<Users> users = new Once<>(this::start);
        private @Nullable Boto3 boto3;

        private Users start() {
            try {
                Shell shell = server.up().user();
                boto3 = Boto3.start(shell);
                return new Users(server, shell, boto3, new Guide(shell, boto3));
            } catch (RuntimeException | Error e) {
                e.addSuppressed(new IllegalStateException(server.describe()));
                throw e;
            }
        }

        @Override
        public void close() {
            if (boto3 != null) {
                boto3.close();
            }
            server.close();
        }
    }

    private record Users(FreshetServer server, Shell shell, Boto3 boto3, Guide guide) {}

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == FreshetServer.class || type == Shell.class || type == Boto3.class || type == Guide.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Users users = shared(context).users.get();
        Class<?> type = parameter.getParameter().getType();
        if (type == FreshetServer.class) {
            return users.server;
        }
        if (type == Shell.class) {
            return users.shell;
        }
        return type == Boto3.class ? users.boto3 : users.guide;
    }

    private static Shared shared(ExtensionContext context) {
        return Objects.requireNonNull(
                context.getStore(StoreScope.LAUNCHER_SESSION, Namespace.create(SharedFreshet.class))
                        .computeIfAbsent(Shared.class, _ -> new Shared(), Shared.class));
    }

    /** Says what the server said when a test has failed. */
    @Override
    public void afterTestExecution(ExtensionContext context) {
        if (context.getExecutionException().isPresent()) {
            System.out.println(context.getDisplayName() + " failed beside "
                    + shared(context).server.describe());
        }
    }
}
