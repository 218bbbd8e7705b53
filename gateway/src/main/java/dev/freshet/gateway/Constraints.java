package dev.freshet.gateway;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What a member of a request may hold, written on the record component, as AWS's service models write it. One
 * validator finds the {@link Violation}s; each service words them. All but {@link Required} let an absent member pass.
 */
public final class Constraints {
    private Constraints() {}

    /** The member must be there. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.RECORD_COMPONENT)
    public @interface Required {}

    /** Characters of a string, bytes of a blob, entries of a list or map. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.RECORD_COMPONENT)
    public @interface Length {
        int min() default 0;

        int max() default Integer.MAX_VALUE;
    }

    /** The whole string matches; on a list of strings, each element does. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.RECORD_COMPONENT)
    public @interface Pattern {
        String value();
    }

    /** A number's bounds, both inclusive. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.RECORD_COMPONENT)
    public @interface Range {
        long min() default Long.MIN_VALUE;

        long max() default Long.MAX_VALUE;
    }

    /** The string is the name of one of the enum's constants; on a list of strings, each element is. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.RECORD_COMPONENT)
    public @interface OneOf {
        Class<? extends Enum<?>> value();
    }

    /** Each element of a list of strings, or each key of a map of strings: length and pattern. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.RECORD_COMPONENT)
    public @interface Each {
        int min() default 0;

        int max() default Integer.MAX_VALUE;

        String pattern() default "";
    }

    /** Each value of a map of strings: length and pattern. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.RECORD_COMPONENT)
    public @interface EachValue {
        int min() default 0;

        int max() default Integer.MAX_VALUE;

        String pattern() default "";
    }
}
