package weft.coroutine.internal;

import org.jspecify.annotations.Nullable;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;

/// The back end over the JDK's own continuations, those under its virtual threads.
///
/// Fast, and of no cost to other threads, but `java.base` must export its package: `--add-exports
/// java.base/jdk.internal.vm=weft.coroutine` (`=ALL-UNNAMED` on the class path, or `Add-Exports:
/// java.base/jdk.internal.vm` in the manifest of an executable jar).
public final class ContinuationBackend implements Backend {

    /* Everything goes through constant method handles: the compiler needs no flag that way, so
     * --release stays usable, and the JIT inlines them as if they were calls. */
    private static final @Nullable Handles HANDLES = Handles.find();

    private static final MethodHandle NEW = Handles.orUnavailable(HANDLES, 0);
    private static final MethodHandle RUN = Handles.orUnavailable(HANDLES, 1);
    private static final MethodHandle YIELD = Handles.orUnavailable(HANDLES, 2);
    private static final MethodHandle CURRENT = Handles.orUnavailable(HANDLES, 3);
    private static final MethodHandle STACK_TRACE = Handles.orUnavailable(HANDLES, 4);

    /// Whether this JVM was started with the export that the back end needs.
    public static boolean isAvailable() {
        return HANDLES != null;
    }

    @Override
    public String name() {
        return "continuation";
    }

    @Override
    public Object create(Runnable body, String name) {
        try {
            return (Object) NEW.invokeExact(body);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    @Override
    public void enter(Object stack) {
        try {
            RUN.invokeExact(stack);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    @Override
    public void yield(Object stack) {
        try {
            boolean _ = (boolean) YIELD.invokeExact();
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    @Override
    public boolean isMountedHere(Object stack) {
        try {
            return (Object) CURRENT.invokeExact() == stack;
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    @Override
    public StackTraceElement[] stackTrace(Object stack) {
        try {
            return (StackTraceElement[]) STACK_TRACE.invokeExact(stack);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    private static RuntimeException unexpected(Throwable e) {
        if (e instanceof RuntimeException runtime) {
            return runtime;
        }
        if (e instanceof Error error) {
            throw error;
        }
        throw new AssertionError(e);
    }

    /// The method handles, in the order new, run, yield, current, stack trace; all erased to
    /// Object.
    private record Handles(List<MethodHandle> handles) {

        static @Nullable Handles find() {
            Module own = ContinuationBackend.class.getModule();
            if (!Object.class.getModule().isExported("jdk.internal.vm", own)) {
                return null;
            }
            try {
                MethodHandles.Lookup lookup = MethodHandles.lookup();
                Class<?> scopeType = Class.forName("jdk.internal.vm.ContinuationScope");
                Class<?> type = Class.forName("jdk.internal.vm.Continuation");
                Object scope = scopeType.getConstructor(String.class).newInstance("weft");
                MethodHandle create =
                        lookup.findConstructor(
                                        type,
                                        MethodType.methodType(
                                                void.class, scopeType, Runnable.class))
                                .bindTo(scope)
                                .asType(MethodType.methodType(Object.class, Runnable.class));
                MethodHandle run =
                        lookup.findVirtual(type, "run", MethodType.methodType(void.class))
                                .asType(MethodType.methodType(void.class, Object.class));
                MethodHandle yield =
                        lookup.findStatic(
                                        type,
                                        "yield",
                                        MethodType.methodType(boolean.class, scopeType))
                                .bindTo(scope);
                MethodHandle current =
                        lookup.findStatic(
                                        type,
                                        "getCurrentContinuation",
                                        MethodType.methodType(type, scopeType))
                                .bindTo(scope)
                                .asType(MethodType.methodType(Object.class));
                MethodHandle trace =
                        lookup.findVirtual(
                                        type,
                                        "getStackTrace",
                                        MethodType.methodType(StackTraceElement[].class))
                                .asType(
                                        MethodType.methodType(
                                                StackTraceElement[].class, Object.class));
                return new Handles(List.of(create, run, yield, current, trace));
            } catch (ReflectiveOperationException e) {
                throw new LinkageError("jdk.internal.vm is exported but not as in JDK 25", e);
            }
        }

        static MethodHandle orUnavailable(@Nullable Handles found, int index) {
            return found != null
                    ? found.handles.get(index)
                    : MethodHandles.throwException(void.class, IllegalStateException.class);
        }
    }
}
