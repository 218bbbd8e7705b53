package dev.freshet.gateway;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Where a REST operation stands in HTTP: its {@link Route} and the members that are not in its body. */
public final class Http {
    private Http() {}

    /** On the action's class: {@code @Route(method = "POST", path = "/stream/{clusterIdentifier}")}. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.TYPE)
    public @interface Route {
        String method();

        String path();
    }

    /** This component comes from the label of its name in the path. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.RECORD_COMPONENT)
    public @interface Label {}

    /** This component comes from the query string. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.RECORD_COMPONENT)
    public @interface Query {
        String value();
    }
}
