package dev.freshet.app.client;

import dev.freshet.app.client.SignedHttp.Request;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;
import software.amazon.awssdk.http.SdkHttpMethod;

/** IAM roles, in the AWS query protocol. Every method throws {@link AwsException} for AWS's refusals. */
public final class IamClient {
    private static final String API_VERSION = "2010-05-08";

    /** IAM is global: signed for this region wherever one is. */
    private static final String REGION = "us-east-1";

    private static final int HTTP_OK = 200;

    private final SignedHttp http;

    public IamClient(SignedHttp http) {
        this.http = http;
    }

    /** @return the role's ARN */
    public String createRole(String name, String trustPolicy) throws InterruptedException {
        return text(call("CreateRole", Map.of("RoleName", name, "AssumeRolePolicyDocument", trustPolicy)), "Arn");
    }

    /** @return the role's ARN */
    public String role(String name) throws InterruptedException {
        return text(call("GetRole", Map.of("RoleName", name)), "Arn");
    }

    public void updateTrustPolicy(String role, String trustPolicy) throws InterruptedException {
        call("UpdateAssumeRolePolicy", Map.of("RoleName", role, "PolicyDocument", trustPolicy));
    }

    public void putRolePolicy(String role, String policyName, String policy) throws InterruptedException {
        call("PutRolePolicy", Map.of("RoleName", role, "PolicyName", policyName, "PolicyDocument", policy));
    }

    private Document call(String operation, Map<String, String> parameters) throws InterruptedException {
        Map<String, String> form = new LinkedHashMap<>(Map.of("Action", operation, "Version", API_VERSION));
        form.putAll(parameters);
        String body = form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        HttpResponse<byte[]> response = http.send(new Request(
                "iam",
                REGION,
                SdkHttpMethod.POST,
                "/",
                Map.of("Content-Type", "application/x-www-form-urlencoded; charset=utf-8"),
                body.getBytes(StandardCharsets.UTF_8)));
        Document answer = parse(response.body());
        if (response.statusCode() != HTTP_OK) {
            throw new AwsException(operation, text(answer, "Code"), text(answer, "Message"));
        }
        return answer;
    }

    private static String text(Document answer, String element) {
        NodeList found = answer.getElementsByTagName(element);
        return found.getLength() == 0 ? "" : found.item(0).getTextContent();
    }

    private static Document parse(byte[] xml) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            DocumentBuilder builder = factory.newDocumentBuilder();
            return builder.parse(new ByteArrayInputStream(xml));
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("The JDK's XML parser does not know a feature it has always had", e);
        } catch (SAXException e) {
            throw new IllegalStateException("An answer of IAM is no XML", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
