package weft.junit5;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.ReflectionSupport;
import org.opentest4j.TestAbortedException;

import weft.client.VncClient;
import weft.framebuffer.Framebuffer;
import weft.server.VncServer;

import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Runs the tests of a [DisplayTest]: a host for the class, a client for each test, a report when
/// one is over. All that it starts is in the stores of JUnit, which close it.
public final class DisplayExtension
        implements BeforeAllCallback,
                AfterAllCallback,
                BeforeEachCallback,
                AfterEachCallback,
                ParameterResolver {

    static final Namespace NAMESPACE = Namespace.create(DisplayExtension.class);

    private static final Duration COMMAND_PATIENCE = Duration.ofSeconds(30);

    private static final Pattern INVOCATION = Pattern.compile("-invocation:#(\\d+)\\]$");

    private static final Set<Class<?>> OF_TEST =
            Set.of(
                    Display.class,
                    VncClient.class,
                    FrameClock.class,
                    Recorder.class,
                    TestArtifacts.class);

    private static final Set<Class<?>> OF_HOST = Set.of(VncServer.class, Framebuffer.class);

    /// JUnit makes it.
    public DisplayExtension() {}

    // ---- the life of a class, and of a test ----

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        Store store = context.getStore(NAMESPACE);
        Configuration configuration = Configuration.of(context);
        Suite _ = suite(context, configuration);
        var type = new TestClass(context.getRequiredTestClass(), configuration);
        store.put(TestClass.class, type);
        Optional<Field> field = type.hostField(true);
        if (field.isPresent()) {
            store.put(RunningHost.class, start(field.get(), null, configuration));
        }
    }

    private static Suite suite(ExtensionContext context, Configuration configuration) {
        return context.getRoot()
                .getStore(NAMESPACE)
                .getOrComputeIfAbsent(Suite.class, _ -> new Suite(configuration), Suite.class);
    }

    private static RunningHost start(
            Field field, @Nullable Object instance, Configuration configuration)
            throws IOException {
        try {
            Object value = ReflectionSupport.tryToReadFieldValue(field, instance).get();
            if (value == null) {
                throw new ExtensionConfigurationException("the @Host " + field + " is null");
            }
            return RunningHost.start(value, configuration.scaled(COMMAND_PATIENCE));
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new ExtensionConfigurationException("the @Host " + field + " cannot be read", e);
        }
    }

    @Override
    public void beforeEach(ExtensionContext context) throws IOException {
        Store store = context.getStore(NAMESPACE);
        Configuration configuration = Configuration.of(context);
        TestClass type = store.get(TestClass.class, TestClass.class);
        Optional<Field> field = type.hostField(false);
        if (field.isPresent()) {
            Object instance = context.getRequiredTestInstance();
            store.put(RunningHost.class, start(field.get(), instance, configuration));
        }
        Method method = context.getRequiredTestMethod();
        var setup =
                new DisplaySession.Setup(
                        method.getName(),
                        configuration,
                        host(store, context),
                        store.getOrDefault(Profile.class, Profile.class, Profile.USUAL),
                        type.goldens(),
                        type.needles(),
                        type.settings(method),
                        type.recording(method),
                        configuration.artifacts().resolve(type.folder()).resolve(folder(context)));
        store.put(DisplaySession.class, new DisplaySession(setup));
    }

    private static RunningHost host(Store store, ExtensionContext context) {
        return Optional.ofNullable(store.get(RunningHost.class, RunningHost.class))
                .orElseThrow(() ->
                        new ExtensionConfigurationException(
                                "%s has no field with @Host"
                                        .formatted(context.getRequiredTestClass().getName())));
    }

    /// `method`, or `method#invocation` of a template.
    private static String folder(ExtensionContext context) {
        Matcher invocation = INVOCATION.matcher(context.getUniqueId());
        String method = TestArtifacts.sanitized(context.getRequiredTestMethod().getName());
        return invocation.find() ? method + "#" + invocation.group(1) : method;
    }

    @Override
    public void afterEach(ExtensionContext context) throws IOException {
        Store store = context.getStore(NAMESPACE);
        DisplaySession session = store.get(DisplaySession.class, DisplaySession.class);
        if (session == null) {
            return; // it could not be made, which JUnit tells
        }
        Optional<Throwable> failure =
                context.getExecutionException()
                        .filter(thrown -> !(thrown instanceof TestAbortedException));
        AssertionError notSame = null;
        if (failure.isEmpty()) {
            try {
                SameAsServer.check(
                        session,
                        session.setup()
                                .configuration()
                                .scaled(session.setup().settings().timeout()));
            } catch (AssertionError e) {
                notSame = e;
                failure = Optional.of(e);
            }
        }
        TestClass type = store.get(TestClass.class, TestClass.class);
        type.over(context.getRequiredTestMethod(), failure.isPresent());
        Configuration configuration = session.setup().configuration();
        new Outcome(context, session, failure).tell(suite(context, configuration).index());
        if (notSame != null) {
            throw notSame;
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        TestClass type = context.getStore(NAMESPACE).get(TestClass.class, TestClass.class);
        suite(context, Configuration.of(context)).index().addObsolete(type.obsoleteGoldens());
    }

    // ---- parameters ----

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return OF_TEST.contains(type) || OF_HOST.contains(type);
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Store store = context.getStore(NAMESPACE);
        Class<?> type = parameter.getParameter().getType();
        if (OF_HOST.contains(type)) {
            VncServer server =
                    host(store, context)
                            .server()
                            .orElseThrow(() -> notHere(type, "a server in this JVM"));
            return type == VncServer.class ? server : server.framebuffer();
        }
        DisplaySession session = store.get(DisplaySession.class, DisplaySession.class);
        if (session == null) {
            throw notHere(type, "a test that runs: a test method, @BeforeEach or @AfterEach");
        }
        if (type == Display.class) {
            return new Display(session, session.setup().settings());
        }
        if (type == VncClient.class) {
            return session.client();
        }
        if (type == FrameClock.class) {
            if (session.host().machine().isEmpty()) {
                throw notHere(type, "a @Host that is a DisplayHost");
            }
            return new FrameClock(session);
        }
        return type == Recorder.class ? new Recorder(session) : session.artifacts();
    }

    private static ParameterResolutionException notHere(Class<?> type, String needed) {
        return new ParameterResolutionException(
                "a parameter of type %s needs %s".formatted(type.getSimpleName(), needed));
    }
}
