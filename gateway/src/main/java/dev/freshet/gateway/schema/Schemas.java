package dev.freshet.gateway.schema;

import dev.freshet.gateway.WireName;
import dev.freshet.gateway.schema.Shape.Scalar;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Finds the {@link Structure} of each record class, once. A class that no wire could carry is refused with an {@link
 * IllegalArgumentException}; request classes are all looked at when the gateway is made, so that happens at start.
 */
public final class Schemas {
    private final Naming naming;
    private final Map<Class<?>, Structure> structures = new ConcurrentHashMap<>();

    public Schemas(Naming naming) {
        this.naming = naming;
    }

    public Structure of(Class<? extends Record> type) {
        Structure known = structures.get(type);
        if (known != null) {
            return known;
        }
        // Not computeIfAbsent: a record's members may be records, and the map forbids recursion.
        Structure found = read(type);
        structures.putIfAbsent(type, found);
        return found;
    }

    /**
     * The structure of a request. Any member of a request may be absent, and an unknown word is for the constraint
     * checker to refuse: so neither primitives nor enums can be members of one.
     */
    public Structure ofRequest(Class<? extends Record> type) {
        Structure structure = of(type);
        requireNullable(structure);
        return structure;
    }

    private static void requireNullable(Structure structure) {
        for (Member member : structure.members()) {
            Class<?> memberType = member.component().getType();
            if (memberType.isPrimitive() || memberType.isEnum()) {
                throw new IllegalArgumentException("A request's member cannot be a " + memberType + ": "
                        + member.component().getName() + " in "
                        + structure.type().getName());
            }
            requireNullable(member.shape());
        }
    }

    private static void requireNullable(Shape shape) {
        switch (shape) {
            case Scalar _ -> {}
            case Shape.ListOf(Shape element) -> requireNullable(element);
            case Shape.MapOf(Shape value) -> requireNullable(value);
            case Structure structure -> requireNullable(structure);
        }
    }

    private Structure read(Class<? extends Record> type) {
        RecordComponent[] components = type.getRecordComponents();
        List<Member> members = new ArrayList<>();
        for (int i = 0; i < components.length; i++) {
            RecordComponent component = components[i];
            Shape shape = shapeOf(component.getGenericType(), component);
            members.add(new Member(i, wireName(component), shape, component, accessor(component)));
        }
        return new Structure(type, members, constructor(type, components));
    }

    private String wireName(RecordComponent component) {
        WireName given = component.getAnnotation(WireName.class);
        return given == null ? naming.wireName(component.getName()) : given.value();
    }

    private Shape shapeOf(Type type, RecordComponent component) {
        if (type instanceof Class<?> plain) {
            return shapeOfClass(plain, component);
        }
        if (type instanceof ParameterizedType generic) {
            Type[] arguments = generic.getActualTypeArguments();
            if (generic.getRawType() == List.class) {
                return new Shape.ListOf(shapeOf(arguments[0], component));
            }
            if (generic.getRawType() == Map.class && arguments[0] == String.class) {
                return new Shape.MapOf(shapeOf(arguments[1], component));
            }
        }
        throw unknown(type, component);
    }

    private Shape shapeOfClass(Class<?> type, RecordComponent component) {
        if (type == String.class || type.isEnum()) {
            return Scalar.STRING;
        }
        if (type == Integer.class || type == int.class) {
            return Scalar.INTEGER;
        }
        if (type == Long.class || type == long.class) {
            return Scalar.LONG;
        }
        if (type == Double.class || type == double.class) {
            return Scalar.DOUBLE;
        }
        if (type == Boolean.class || type == boolean.class) {
            return Scalar.BOOLEAN;
        }
        if (type == Instant.class) {
            return Scalar.TIMESTAMP;
        }
        if (type == byte[].class) {
            return Scalar.BLOB;
        }
        if (type.isRecord()) {
            return of(type.asSubclass(Record.class));
        }
        throw unknown(type, component);
    }

    private static IllegalArgumentException unknown(Type type, RecordComponent component) {
        return new IllegalArgumentException("No wire has the type " + type.getTypeName() + " of " + component.getName()
                + " in " + component.getDeclaringRecord().getName());
    }

    private static MethodHandle accessor(RecordComponent component) {
        Method method = component.getAccessor();
        method.setAccessible(true);
        try {
            return MethodHandles.lookup().unreflect(method).asType(MethodType.methodType(Object.class, Record.class));
        } catch (IllegalAccessException e) {
            throw new IllegalArgumentException("Cannot read " + component, e);
        }
    }

    private static MethodHandle constructor(Class<?> type, RecordComponent[] components) {
        Class<?>[] parameters =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(parameters);
            constructor.setAccessible(true);
            return MethodHandles.lookup()
                    .unreflectConstructor(constructor)
                    .asSpreader(Object[].class, parameters.length)
                    .asType(MethodType.methodType(Record.class, Object[].class));
        } catch (NoSuchMethodException | IllegalAccessException e) {
            throw new IllegalArgumentException("Cannot make a " + type, e);
        }
    }
}
