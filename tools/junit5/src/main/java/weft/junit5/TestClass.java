package weft.junit5;

import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.platform.commons.annotation.Testable;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;

import weft.framebuffer.Rect;
import weft.framebuffer.match.Tolerance;
import weft.junit5.golden.Goldens;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// A class of display tests: what its annotations say, and what of it has run. Any thread may use
/// it.
final class TestClass {

    private final Class<?> type;
    private final DisplayTest annotation;
    private final Goldens goldens;
    private final Set<Method> passed = ConcurrentHashMap.newKeySet();
    private volatile boolean anyFailed;

    TestClass(Class<?> type, Configuration configuration) {
        this.type = type;
        this.annotation = find(DisplayTest.class).orElseThrow();
        Path root = configuration.goldens().orElseGet(() -> Path.of(annotation.goldens()));
        this.goldens = new Goldens(root.resolve(folder()), configuration.update());
    }

    /// The folder of its files.
    String folder() {
        return TestArtifacts.sanitized(String.valueOf(type.getName()).replace('$', '.'));
    }

    Goldens goldens() {
        return goldens;
    }

    /// An annotation of the class, or of one around it.
    private <A extends Annotation> Optional<A> find(Class<A> wanted) {
        for (Class<?> each = type; each != null; each = each.getEnclosingClass()) {
            Optional<A> found = AnnotationSupport.findAnnotation(each, wanted);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private <A extends Annotation> Optional<A> find(Method method, Class<A> wanted) {
        return AnnotationSupport.findAnnotation(method, wanted).or(() -> find(wanted));
    }

    /// The field of its host with or without `static`, if it has one itself.
    Optional<Field> hostField(boolean isStatic) {
        List<Field> fields =
                ReflectionSupport.findFields(
                        type,
                        field -> field.isAnnotationPresent(Host.class),
                        HierarchyTraversalMode.BOTTOM_UP);
        if (fields.size() > 1) {
            throw new ExtensionConfigurationException(
                    "%s has %d fields with @Host, expected one"
                            .formatted(type.getName(), fields.size()));
        }
        return fields.stream()
                .filter(field -> Modifier.isStatic(field.getModifiers()) == isStatic)
                .findFirst();
    }

    Recording recording(Method method) {
        return find(method, Record.class).map(Record::value).orElse(annotation.record());
    }

    Optional<Path> needles() {
        return find(Needles.class).map(needles -> Path.of(needles.value()));
    }

    DisplaySettings settings(Method method) {
        List<Rect> masks = new ArrayList<>();
        List<AnnotatedElement> elements = new ArrayList<>(List.of(method));
        for (Class<?> each = type; each != null; each = each.getEnclosingClass()) {
            elements.add(each);
        }
        for (AnnotatedElement element : elements) {
            AnnotationSupport.findRepeatableAnnotations(element, Mask.class)
                    .forEach(mask ->
                            masks.add(new Rect(mask.x(), mask.y(), mask.width(), mask.height())));
        }
        return new DisplaySettings(
                Duration.ofMillis(annotation.timeoutMillis()),
                find(method, weft.junit5.Tolerance.class)
                        .map(TestClass::tolerance)
                        .orElse(Tolerance.exact()),
                masks,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static Tolerance tolerance(weft.junit5.Tolerance wanted) {
        Tolerance tolerance =
                Tolerance.perceptual(wanted.threshold())
                        .allowingPixels(wanted.maxDiffPixels())
                        .blurred(wanted.blur());
        return wanted.ignoreAntialias() ? tolerance.ignoringAntialiasing() : tolerance;
    }

    void over(Method method, boolean hasFailed) {
        passed.add(method);
        anyFailed |= hasFailed;
    }

    /// The goldens that nobody has asked for; none unless all tests have run and passed.
    List<Path> obsoleteGoldens() {
        List<Method> tests =
                ReflectionSupport.findMethods(
                        type,
                        method -> AnnotationSupport.isAnnotated(method, Testable.class),
                        HierarchyTraversalMode.TOP_DOWN);
        return anyFailed || !passed.containsAll(tests) ? List.of() : goldens.unused();
    }
}
