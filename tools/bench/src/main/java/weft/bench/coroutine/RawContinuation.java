package weft.bench.coroutine;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/// `jdk.internal.vm.Continuation` through constant method handles, as the coroutines reach it: what
/// they are measured against.
final class RawContinuation {

    /// What the JVM must be started with.
    static final String EXPORT = "--add-exports=java.base/jdk.internal.vm=ALL-UNNAMED";

    /// Room for 1,000 nested continuations before their code is compiled.
    static final String DEEP_STACK = "-Xss16m";

    /// JMH 1.37 uses what JDK 25 warns about.
    static final String QUIET = "--sun-misc-unsafe-memory-access=allow";

    private static final MethodHandle NEW;
    private static final MethodHandle RUN;
    private static final MethodHandle YIELD;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            Class<?> scopeType = Class.forName("jdk.internal.vm.ContinuationScope");
            Class<?> type = Class.forName("jdk.internal.vm.Continuation");
            Object scope = scopeType.getConstructor(String.class).newInstance("bench");
            NEW =
                    lookup.findConstructor(
                                    type,
                                    MethodType.methodType(void.class, scopeType, Runnable.class))
                            .bindTo(scope)
                            .asType(MethodType.methodType(Object.class, Runnable.class));
            RUN =
                    lookup.findVirtual(type, "run", MethodType.methodType(void.class))
                            .asType(MethodType.methodType(void.class, Object.class));
            YIELD =
                    lookup.findStatic(
                                    type, "yield", MethodType.methodType(boolean.class, scopeType))
                            .bindTo(scope);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("the raw continuation needs " + EXPORT, e);
        }
    }

    private RawContinuation() {}

    static Object create(Runnable body) {
        try {
            return (Object) NEW.invokeExact(body);
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    static void run(Object continuation) {
        try {
            RUN.invokeExact(continuation);
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    static void yield() {
        try {
            boolean _ = (boolean) YIELD.invokeExact();
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }
}
