package weft.fuzz;

import java.lang.reflect.Field;

/// Counts what the JDK would free by itself some time after it is forgotten: compressors that
/// nobody has ended are among it; keys that it wipes are not counted. Needs `--add-opens` of
/// `java.base/java.lang.ref` and `java.base/jdk.internal.ref`.
final class Cleanables {

    private static final Object LIST;
    private static final Field HEAD;
    private static final Field SIZE;
    private static final Field NEXT;
    private static final Field ARRAY;
    private static final Field ACTION;

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
            ARRAY = field(node, "arr");
            ACTION =
                    field(
                            Class.forName("jdk.internal.ref.CleanerImpl$PhantomCleanableRef"),
                            "action");
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
                    var cleanables = (Object[]) ARRAY.get(node);
                    for (int i = 0; i < SIZE.getInt(node); i++) {
                        count += isKey(cleanables[i]) ? 0 : 1;
                    }
                }
                return count;
            } catch (IllegalAccessException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /// A key has no native memory, and nobody can end one of PBKDF2.
    private static boolean isKey(Object cleanable) throws IllegalAccessException {
        return ACTION.getDeclaringClass().isInstance(cleanable)
                && ACTION.get(cleanable)
                        .getClass()
                        .getName()
                        .startsWith("com.sun.crypto.provider.");
    }
}
