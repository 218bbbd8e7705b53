package dev.freshet.gateway.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.gateway.PracticeSubscription;
import dev.freshet.gateway.TestGateway;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
final class BodyBudgetTest {
    private static final Duration FOR_EVER = Duration.ofHours(1);
    private static final int BUDGET_BYTES = 128 * 1024;

    @Test
    void anOpenSubscriptionHoldsNothingOfIt() throws Exception {
        PracticeSubscription subscription = new PracticeSubscription();
        BodyBudget budget = new BodyBudget(BUDGET_BYTES);
        GatewayServer server = GatewayServer.open(
                "127.0.0.1",
                0,
                TestGateway.gateway(List.of(subscription.service())),
                InternalPages.NONE,
                GatewayServer.NO_TLS,
                new Patience(FOR_EVER, FOR_EVER, FOR_EVER),
                budget,
                AnswerBudget.ofThisProcess());
        try (server;
                RawHttp2 client = new RawHttp2(server.port())) {
            SignedRequest small = SignedRequest.subscribeToShard("endless");
            String json = new String(small.body(), US_ASCII);
            SignedRequest.of("SubscribeToShard", json + " ".repeat(RequestBody.FIRST_BYTES))
                    .send(client, 1);
            client.next(RawHttp2.DATA);
            try (BodyBudget.Share all = budget.open()) {
                assertThat(all.growTo(BUDGET_BYTES)).isTrue();
            }
        }
    }
}
