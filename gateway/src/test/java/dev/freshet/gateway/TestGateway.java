package dev.freshet.gateway;

import dev.freshet.gateway.dispatch.Gateway;
import dev.freshet.gateway.http.GatewayServer;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * Services behind a real server on a free port of this machine, for tests that use AWS's own clients. There is one key,
 * of the account itself, unless the test brings its own.
 */
public final class TestGateway implements AutoCloseable {
    public static final AccountId ACCOUNT = new AccountId("123456789012");
    public static final Region REGION = new Region("us-east-1");
    public static final String ACCESS_KEY_ID = "AKIAFRESHETTESTROOT0";
    public static final String SECRET_ACCESS_KEY = "test/secret+of/the+root/key+0123456789ab";
    public static final Authorizer ALLOW_ALL = (_, _) -> new Decision.Allowed();
    public static final AccessKeys ROOT_KEY = id -> id.equals(ACCESS_KEY_ID)
            ? Optional.of(new AccessKeys.AccessKey(
                    ACCESS_KEY_ID, SECRET_ACCESS_KEY, Optional.empty(), Optional.empty(), new Principal.Root(ACCOUNT)))
            : Optional.empty();

    private final GatewayServer server;

    private TestGateway(GatewayServer server) {
        this.server = server;
    }

    /** Everything is allowed. */
    public static TestGateway start(Service... services) {
        return start(ALLOW_ALL, services);
    }

    public static TestGateway start(Authorizer authorizer, Service... services) {
        return start(ROOT_KEY, authorizer, services);
    }

    public static TestGateway start(AccessKeys keys, Authorizer authorizer, Service... services) {
        return start(keys, authorizer, REGION, InstantSource.system(), services);
    }

    public static TestGateway start(
            AccessKeys keys, Authorizer authorizer, Region region, InstantSource clock, Service... services) {
        Gateway gateway = new Gateway(List.of(services), keys, authorizer, region, clock, new Random());
        return new TestGateway(GatewayServer.open("127.0.0.1", 0, gateway));
    }

    /** For a server that a test opens in its own way. Everything is allowed. */
    public static Gateway gateway(List<Service> services) {
        return new Gateway(services, ROOT_KEY, ALLOW_ALL, REGION, InstantSource.system(), new Random());
    }

    public int port() {
        return server.port();
    }

    /** What a client's endpoint override takes. */
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + port());
    }

    @Override
    public void close() {
        server.close();
    }
}
