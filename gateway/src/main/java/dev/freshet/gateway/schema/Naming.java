package dev.freshet.gateway.schema;

/** How a protocol spells the name of a record component. */
public enum Naming {
    /** {@code streamName} is {@code StreamName}: AWS JSON and AWS query. */
    UPPER_CAMEL {
        @Override
        public String wireName(String component) {
            return Character.toUpperCase(component.charAt(0)) + component.substring(1);
        }
    },
    /** {@code clusterIdentifier} is itself: REST JSON. */
    LOWER_CAMEL {
        @Override
        public String wireName(String component) {
            return component;
        }
    };

    public abstract String wireName(String component);
}
