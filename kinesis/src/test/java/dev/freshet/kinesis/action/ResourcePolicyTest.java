package dev.freshet.kinesis.action;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.gateway.Authorizer;
import dev.freshet.gateway.Decision;
import dev.freshet.gateway.Permission;
import dev.freshet.gateway.Principal;
import dev.freshet.kinesis.TestKinesis;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** PutResourcePolicy, GetResourcePolicy and DeleteResourcePolicy. */
class ResourcePolicyTest extends ActionTest {
    private static final String POLICY = "{\"Version\": \"2012-10-17\",  \"Statement\": []}";

    @BeforeEach
    void create() {
        createProvisioned("orders", 1);
    }

    private void put(String arn) {
        kinesis.putResourcePolicy(request -> request.resourceARN(arn).policy(POLICY));
    }

    private String policy(String arn) {
        return kinesis.getResourcePolicy(request -> request.resourceARN(arn)).policy();
    }

    @Test
    void thePolicyComesBackAsItWasPut() {
        String consumer = kinesis.registerStreamConsumer(
                        request -> request.streamARN(arn("orders")).consumerName("fast"))
                .consumer()
                .consumerARN();
        put(arn("orders"));
        put(consumer);

        restart();

        assertThat(policy(arn("orders"))).isEqualTo(POLICY);
        assertThat(policy(consumer)).isEqualTo(POLICY);
    }

    @Test
    void withoutOneThereIsNothingToGetOrDelete() {
        String none = "No resource policy found for resource ARN " + arn("orders") + ".";
        assertRefused(() -> policy(arn("orders")), "ResourceNotFoundException", none);
        put(arn("orders"));

        kinesis.deleteResourcePolicy(request -> request.resourceARN(arn("orders")));

        assertRefused(
                () -> kinesis.deleteResourcePolicy(request -> request.resourceARN(arn("orders"))),
                "ResourceNotFoundException",
                none);
    }

    @Test
    void theAuthorizerIsAskedAboutPoliciesAndWithThem(@TempDir Path other) {
        List<Permission> asked = new CopyOnWriteArrayList<>();
        Authorizer authorizer = new Authorizer() {
            @Override
            public Decision decide(Principal principal, Permission permission) {
                asked.add(permission);
                return new Decision.Allowed();
            }

            @Override
            public Optional<String> faultOf(String resourcePolicy) {
                return resourcePolicy.equals(POLICY) ? Optional.empty() : Optional.of("not that.");
            }
        };
        try (TestKinesis guarded = TestKinesis.start(other, authorizer)) {
            kinesis.close();
            kinesis = guarded.client();
            createProvisioned("orders", 1);
            assertRefused(
                    () -> kinesis.putResourcePolicy(
                            request -> request.resourceARN(arn("orders")).policy("{}")),
                    "InvalidArgumentException",
                    "Invalid resource policy: not that.");
            put(arn("orders"));

            put("orders", "a record");

            assertThat(asked.getLast().action()).isEqualTo("kinesis:PutRecord");
            assertThat(asked.getLast().resourcePolicy()).contains(POLICY);
        }
    }
}
