package dev.freshet.gateway.schema;

import java.lang.invoke.MethodHandle;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A record class as the wire sees it: its members in the order of its components. */
public final class Structure implements Shape {
    private final Class<? extends Record> type;
    private final List<Member> members;
    private final Map<String, Member> membersByWireName;
    private final MethodHandle constructor;

    Structure(Class<? extends Record> type, List<Member> members, MethodHandle constructor) {
        this.type = type;
        this.members = List.copyOf(members);
        this.constructor = constructor;
        this.membersByWireName = new HashMap<>();
        for (Member member : members) {
            if (membersByWireName.put(member.wireName(), member) != null) {
                throw new IllegalArgumentException(type + " has two members named " + member.wireName());
            }
        }
    }

    public Class<? extends Record> type() {
        return type;
    }

    public List<Member> members() {
        return members;
    }

    /** The member of that wire name, null when there is none. */
    public @Nullable Member member(String wireName) {
        return membersByWireName.get(wireName);
    }

    /** A record of these values, in the order of the members; absent ones are null. */
    public Record newRecord(@Nullable Object[] values) {
        try {
            return (Record) constructor.invokeExact(values);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("The constructor of " + type + " threw", e);
        }
    }
}
