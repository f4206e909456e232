package weft.fuzz;

import java.lang.reflect.Field;

/// Counts what the JDK would free by itself some time after it is forgotten: compressors that
/// nobody has ended are among it. Needs `--add-opens` of `java.base/java.lang.ref` and
/// `java.base/jdk.internal.ref`.
final class Cleanables {

    private static final Object LIST;
    private static final Field HEAD;
    private static final Field SIZE;
    private static final Field NEXT;

    static {
        try {
            Object cleaner =
                    Class.forName("jdk.internal.ref.CleanerFactory")
                            .getMethod("cleaner")
                            .invoke(null);
            Object implementation = field(cleaner.getClass(), "impl").get(cleaner);
            LIST = field(implementation.getClass(), "activeList").get(implementation);
            HEAD = field(LIST.getClass(), "head");
            Class<?> node = HEAD.getType();
            SIZE = field(node, "size");
            NEXT = field(node, "next");
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private Cleanables() {}

    private static Field field(Class<?> owner, String name) throws NoSuchFieldException {
        Field field = owner.getDeclaredField(name);
        field.setAccessible(true);
        return field;
    }

    static int count() {
        synchronized (LIST) {
            try {
                int count = 0;
                for (Object node = HEAD.get(LIST); node != null; node = NEXT.get(node)) {
                    count += SIZE.getInt(node);
                }
                return count;
            } catch (IllegalAccessException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
