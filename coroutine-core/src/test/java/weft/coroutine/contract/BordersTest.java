package weft.coroutine.contract;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;

import org.junit.jupiter.api.Test;

import weft.coroutine.Loop;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.constantpool.Utf8Entry;
import java.lang.classfile.instruction.MonitorInstruction;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;

/// The borders inside this module, of the compiled classes.
class BordersTest {
    private static final String INTERNAL = "weft.coroutine.internal";
    private static final JavaClasses CLASSES = new ClassFileImporter().importPath(compiled());

    private static Path compiled() {
        return Path.of(
                URI.create(
                        Loop.class.getProtectionDomain().getCodeSource().getLocation().toString()));
    }

    @Test
    void internal_knowsNothingOfThoseWhoCallIt() {
        noClasses()
                .that()
                .resideInAPackage(INTERNAL)
                .should()
                .dependOnClassesThat()
                .resideInAPackage("weft.coroutine")
                .check(CLASSES);
    }

    @Test
    void continuationBackend_isKnownToBackendsOnly() {
        noClasses()
                .that()
                .haveNameNotMatching(".*\\.(Backends|ContinuationBackend)(\\$.*)?")
                .should()
                .dependOnClassesThat()
                .haveNameMatching(".*\\.ContinuationBackend(\\$.*)?")
                .check(CLASSES);
    }

    @Test
    void locks_areUsedByTheLoopAndTheBackEndsOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackage(INTERNAL)
                .and()
                .haveNameNotMatching("weft\\.coroutine\\.Loop")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.util.concurrent.locks")
                .check(CLASSES);
    }

    @Test
    void synchronized_isUsedNowhere() throws IOException {
        noMethods().should().haveModifier(JavaModifier.SYNCHRONIZED).check(CLASSES);
        assertEquals(List.of(), classesWhere(BordersTest::entersAMonitor));
    }

    @Test
    void jdkInternalVm_isNamedByTheInternalPackageOnly() throws IOException {
        List<String> naming = classesWhere(BordersTest::namesTheJdksContinuations);
        assertTrue(
                naming.contains(INTERNAL + ".ContinuationBackend$Handles"),
                "the search finds nothing: " + naming);
        assertTrue(naming.stream().allMatch(name -> name.startsWith(INTERNAL + ".")), "" + naming);
    }

    /// The names of the classes in whose bytes `question` finds something.
    private static List<String> classesWhere(Predicate<ClassModel> question) throws IOException {
        List<String> found = new ArrayList<>();
        for (JavaClass each : CLASSES) {
            Path file = Path.of(each.getSource().orElseThrow().getUri());
            if (question.test(ClassFile.of().parse(Files.readAllBytes(file)))) {
                found.add(each.getName());
            }
        }
        return found;
    }

    private static boolean entersAMonitor(ClassModel type) {
        return type.methods().stream()
                .flatMap(method -> method.code().stream())
                .flatMap(code -> code.elementStream())
                .anyMatch(MonitorInstruction.class::isInstance);
    }

    private static boolean namesTheJdksContinuations(ClassModel type) {
        return StreamSupport.stream(type.constantPool().spliterator(), false)
                .filter(entry -> entry.tag() == PoolEntry.TAG_UTF8)
                .map(entry -> ((Utf8Entry) entry).stringValue().replace('/', '.'))
                .anyMatch(text -> text.contains("jdk.internal.vm"));
    }
}
