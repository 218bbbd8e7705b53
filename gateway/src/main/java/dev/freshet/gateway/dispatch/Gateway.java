package dev.freshet.gateway.dispatch;

import dev.freshet.gateway.AccessKeys;
import dev.freshet.gateway.AccessKeys.AccessKey;
import dev.freshet.gateway.Action;
import dev.freshet.gateway.AnswerMemory;
import dev.freshet.gateway.ApiException;
import dev.freshet.gateway.Authorizer;
import dev.freshet.gateway.Call;
import dev.freshet.gateway.Decision;
import dev.freshet.gateway.Permission;
import dev.freshet.gateway.Principal;
import dev.freshet.gateway.Region;
import dev.freshet.gateway.Service;
import dev.freshet.gateway.Violation;
import dev.freshet.gateway.WireProtocol;
import dev.freshet.gateway.constraint.ConstraintChecker;
import dev.freshet.gateway.protocol.CommonError;
import dev.freshet.gateway.protocol.WireCall;
import dev.freshet.gateway.signature.CredentialScope;
import dev.freshet.gateway.signature.SignatureRefusedException;
import dev.freshet.gateway.signature.SignatureVerifier;
import dev.freshet.gateway.wire.WireAnswer;
import dev.freshet.gateway.wire.WireRequest;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All services behind one door, free of HTTP: takes a request off the wire and gives the answer, whatever the request.
 *
 * <p>The way of a request: the service is found (credential scope, else target header or path), then the operation;
 * the signature is verified; the body becomes the action's record and its constraints are checked; the {@link
 * Authorizer} is asked; the action is done. The first step that fails answers with AWS's error. A fault of our own is
 * answered as AWS's internal failure, and its stack goes to the log beside the request id. Safe for use by any number
 * of threads.
 */
public final class Gateway {
    private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);
    /** Of the header x-amz-id-2. */
    private static final int EXTENDED_ID_BYTES = 72;

    private final List<ServiceFront> fronts;
    private final SignatureVerifier signatures;
    private final Authorizer authorizer;
    private final Region region;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final ConstraintChecker constraints = new ConstraintChecker();

    /** @param random for request ids; used by many threads at once */
    public Gateway(
            List<Service> services,
            AccessKeys keys,
            Authorizer authorizer,
            Region region,
            InstantSource clock,
            RandomGenerator random) {
        this.fronts = services.stream()
                .map(service -> ServiceFront.of(service, region))
                .toList();
        this.signatures = new SignatureVerifier(keys, clock);
        this.authorizer = authorizer;
        this.region = region;
        this.clock = clock;
        this.random = random;
    }

    /** @param memory to be held until the answer is sent */
    public WireAnswer answer(WireRequest request, AnswerMemory memory) {
        return identified(request, (front, whole, requestId) -> answer(front, whole, requestId, memory));
    }

    /** The answer to a request whose body was too large to be read. The request has its header only. */
    public WireAnswer answerTooLarge(WireRequest request) {
        return identified(
                request,
                (front, head, requestId) ->
                        front.codec().refuse(head, tooLarge(front.service().protocol()), requestId));
    }

    /** The answer to a request for whose body there is no memory now; clients try again. It has its header only. */
    public WireAnswer answerBusy(WireRequest request) {
        return identified(request, (front, head, requestId) -> front.codec().refuse(head, busy(front), requestId));
    }

    private interface Answering {
        WireAnswer answer(ServiceFront front, WireRequest request, UUID requestId);
    }

    private WireAnswer identified(WireRequest request, Answering answering) {
        UUID requestId = randomId();
        Optional<ServiceFront> front = front(request);
        WireAnswer answer =
                front.isEmpty() ? UnknownService.answer() : answering.answer(front.get(), request, requestId);
        WireAnswer identified = answer.with("x-amzn-RequestId", requestId.toString());
        boolean json = front.isPresent() && front.get().service().protocol() instanceof WireProtocol.AwsJson;
        return json ? identified.with("x-amz-id-2", extendedId()) : identified;
    }

    private Optional<ServiceFront> front(WireRequest request) {
        Optional<String> signedFor = SignatureVerifier.claimedScope(request).map(CredentialScope::service);
        Optional<ServiceFront> bySignature = fronts.stream()
                .filter(front ->
                        signedFor.isPresent() && front.service().signingName().equals(signedFor.get()))
                .findFirst();
        return bySignature.or(() -> fronts.stream()
                .filter(front -> front.codec().recognises(request))
                .findFirst());
    }

    private WireAnswer answer(ServiceFront front, WireRequest request, UUID requestId, AnswerMemory memory) {
        try {
            WireCall call = front.codec().open(plain(front, request));
            Principal caller = verify(front, request).principal();
            Call context = new Call(requestId, caller, region, clock.instant(), authorizer, memory);
            return call.answer(run(front, call.operation().action(), call, context), requestId);
        } catch (ApiException e) {
            return front.codec().refuse(request, e, requestId);
        } catch (AnswerMemory.NoneLeftException e) {
            return front.codec().refuse(request, busy(front), requestId);
        } catch (RuntimeException | StackOverflowError e) {
            LOG.error(
                    "Request {} to {} failed inside Freshet",
                    requestId,
                    front.service().signingName(),
                    e);
            ApiException error = CommonError.INTERNAL_FAILURE.in(
                    front.service().protocol(),
                    "The request could not be served because of a fault inside Freshet; its log names request "
                            + requestId);
            return front.codec().refuse(request, error, requestId);
        }
    }

    /** Only who may call has a body unpacked, which may be a thousand times as long then. */
    private WireRequest plain(ServiceFront front, WireRequest request) {
        WireProtocol protocol = front.service().protocol();
        if (request.headers().has("content-encoding")) {
            verify(front, request);
        }
        try {
            return ContentEncoding.undone(request);
        } catch (ContentEncoding.TooLargeException e) {
            throw tooLarge(protocol);
        } catch (IOException e) {
            throw CommonError.BODY_UNREADABLE.in(protocol, "The request body is not in its Content-Encoding");
        }
    }

    private static ApiException busy(ServiceFront front) {
        return CommonError.BUSY.in(front.service().protocol(), "Too many large requests are under way; try again");
    }

    private static ApiException tooLarge(WireProtocol protocol) {
        return CommonError.BODY_TOO_LARGE.in(protocol, "The request body is larger than this service accepts");
    }

    private AccessKey verify(ServiceFront front, WireRequest request) {
        try {
            return signatures.verify(request, front.scope());
        } catch (SignatureRefusedException e) {
            CommonError error = switch (e.reason()) {
                case MISSING -> CommonError.MISSING_SIGNATURE;
                case INCOMPLETE -> CommonError.INCOMPLETE_SIGNATURE;
                case UNKNOWN_KEY -> CommonError.UNKNOWN_KEY;
                case WRONG -> CommonError.WRONG_SIGNATURE;
                case TOKEN_EXPIRED -> CommonError.TOKEN_EXPIRED;
            };
            throw error.in(front.service().protocol(), e.text());
        }
    }

    private <Q extends Record, A> A run(ServiceFront front, Action<Q, A> action, WireCall wireCall, Call call) {
        Q request = action.requestType().cast(wireCall.decode());
        List<Violation> violations = constraints.check(wireCall.operation().request(), request);
        if (!violations.isEmpty()) {
            throw front.service().wording().violations(violations);
        }
        Optional<Permission> permission = action.permission(request, call);
        if (permission.isPresent() && call.decide(permission.get()) instanceof Decision.Denied(String message)) {
            throw CommonError.ACCESS_DENIED.in(front.service().protocol(), message);
        }
        return action.handle(request, call);
    }

    /** A random UUID (version 4). */
    private UUID randomId() {
        long high = random.nextLong() & ~0xF000L | 0x4000L;
        long low = random.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }

    private String extendedId() {
        byte[] bytes = new byte[EXTENDED_ID_BYTES];
        random.nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }
}
