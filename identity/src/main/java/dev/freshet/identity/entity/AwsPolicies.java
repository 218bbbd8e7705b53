package dev.freshet.identity.entity;

import dev.freshet.identity.policy.MalformedPolicyException;
import dev.freshet.identity.policy.PolicyDocument;
import dev.freshet.identity.policy.PolicyReader;
import dev.freshet.identity.policy.PolicyType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The few of AWS's own managed policies that bear upon what Freshet serves (AWS Managed Policy Reference). */
final class AwsPolicies {
    private static final Instant CREATED = Instant.parse("2015-02-06T18:39:46Z");

    static final List<ManagedPolicy> ALL = List.of(
            policy(
                    "AdministratorAccess",
                    "ANPAIWMBCKSKIEE64ZLYK",
                    "Provides full access to AWS services and resources.",
                    "\"*\""),
            policy(
                    "AmazonKinesisFullAccess",
                    "ANPAIVF32HAMOXCUYRAYE",
                    "Provides full access to all streams via the AWS Management Console.",
                    "\"kinesis:*\""),
            policy(
                    "AmazonKinesisReadOnlyAccess",
                    "ANPAIOCMTDT5RLKZ2CAJO",
                    "Provides read only access to all streams via the AWS Management Console.",
                    "[\"kinesis:Get*\", \"kinesis:List*\", \"kinesis:Describe*\"]"));

    private AwsPolicies() {}

    private static ManagedPolicy policy(String name, String id, String description, String actions) {
        String text = "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\", \"Action\": " + actions
                + ", \"Resource\": \"*\"}]}";
        ManagedPolicy.Version first = new ManagedPolicy.Version(1, read(text), CREATED);
        return new ManagedPolicy(
                "aws",
                "/",
                name,
                id,
                CREATED,
                Optional.of(description),
                new TreeMap<>(Map.of(1, first)),
                1,
                1,
                Tags.NONE);
    }

    private static PolicyDocument read(String text) {
        try {
            return PolicyReader.read(text, PolicyType.IDENTITY_BASED);
        } catch (MalformedPolicyException malformed) {
            throw new IllegalStateException(text, malformed);
        }
    }
}
