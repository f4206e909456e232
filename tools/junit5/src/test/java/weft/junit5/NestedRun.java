package weft.junit5;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Runs classes of tests within a test.
final class NestedRun implements TestExecutionListener {

    private final Map<String, TestExecutionResult> results = new ConcurrentHashMap<>();

    private NestedRun() {}

    /// Runs classes; their goldens are in `goldens` and their files in `artifacts` of a folder.
    ///
    /// @param parameters names and values
    static NestedRun of(Path folder, List<Class<?>> classes, String... parameters) {
        var run = new NestedRun();
        var request =
                LauncherDiscoveryRequestBuilder.request()
                        .selectors(classes.stream().map(type -> selectClass(type)).toList())
                        .configurationParameter("vnc.goldens", folder.resolve("goldens").toString())
                        .configurationParameter(
                                "vnc.artifacts", folder.resolve("artifacts").toString())
                        .configurationParameter(
                                "vnc.summary", folder.resolve("summary.md").toString())
                        .configurationParameter(
                                "junit.platform.reporting.output.dir",
                                folder.resolve("published").toString());
        for (int i = 0; i < parameters.length; i += 2) {
            request.configurationParameter(parameters[i], parameters[i + 1]);
        }
        LauncherConfig own =
                LauncherConfig.builder().enableTestExecutionListenerAutoRegistration(false).build();
        LauncherFactory.create(own).execute(request.build(), run);
        return run;
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        if (test.isTest() || result.getStatus() == TestExecutionResult.Status.FAILED) {
            results.put(test.getDisplayName(), result);
        }
    }

    long passed() {
        return results.values().stream()
                .filter(result -> result.getStatus() == TestExecutionResult.Status.SUCCESSFUL)
                .count();
    }

    long failed() {
        return results.size() - passed();
    }

    /// Why a test failed; the names of all if there is no such test.
    Throwable failure(String name) {
        return Optional.ofNullable(results.get(name + "(Display)"))
                .or(() -> Optional.ofNullable(results.get(name)))
                .flatMap(TestExecutionResult::getThrowable)
                .orElseThrow(() -> new AssertionError(name + " has not failed: " + this));
    }

    void assertAllPassed(int count) {
        if (failed() > 0 || passed() != count) {
            var error = new AssertionError("expected %d to pass: %s".formatted(count, this));
            results.values().forEach(r -> r.getThrowable().ifPresent(error::addSuppressed));
            throw error;
        }
    }

    void assertFailed(int count) {
        if (failed() != count) {
            var error = new AssertionError("expected %d to fail: %s".formatted(count, this));
            results.values().forEach(r -> r.getThrowable().ifPresent(error::addSuppressed));
            throw error;
        }
    }

    @Override
    public String toString() {
        return Arrays.toString(results.entrySet().toArray());
    }
}
