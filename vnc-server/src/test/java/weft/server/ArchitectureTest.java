package weft.server;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;

import org.junit.jupiter.api.Test;

/// The borders of this module, and those between the modules that it builds on.
class ArchitectureTest {
    private static final JavaClasses SERVER =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages("weft");

    @Test
    void netty_isKnownToTheTransportOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackage("weft.server.transport..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.netty..")
                .check(SERVER);
    }

    @Test
    void leaves_knowNothingOfEachOther() {
        for (String leaf : new String[] {"coroutine", "rfb", "framebuffer"}) {
            for (String other : new String[] {"coroutine", "rfb", "framebuffer", "server"}) {
                if (!leaf.equals(other)) {
                    noClasses()
                            .that()
                            .resideInAPackage("weft." + leaf + "..")
                            .should()
                            .dependOnClassesThat()
                            .resideInAPackage("weft." + other + "..")
                            .check(SERVER);
                }
            }
        }
    }

    @Test
    void packages_haveNoCycles() {
        slices().matching("weft.server.(*)..").should().beFreeOfCycles().check(SERVER);
    }

    @Test
    void sessionsAndUpdates_knowNoSocketsAndNoTransport() {
        noClasses()
                .that()
                .resideInAnyPackage("weft.server.session..", "weft.server.update..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("weft.server.transport..", "java.net..", "java.nio.channels..")
                .check(SERVER);
    }

    @Test
    void updates_knowNoCoroutines() {
        noClasses()
                .that()
                .resideInAPackage("weft.server.update..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("weft.coroutine..", "weft.server.session..")
                .check(SERVER);
    }

    /// The clock on the wall may be set at any moment; only what ends at a date looks at it, by a
    /// clock that it is given.
    @Test
    void timeOfDay_isAskedForNoWaiting() {
        noClasses()
                .that()
                .resideInAnyPackage("weft.server..", "weft.coroutine..")
                .and()
                .doNotHaveFullyQualifiedName("weft.server.access.SelfSigned")
                .should()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(java.time.Instant.class, "now")
                .orShould()
                .callMethod(java.time.Clock.class, "systemUTC")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.util.Timer")
                .check(SERVER);
    }

    @Test
    void server_takesNoLocksOfItsOwn() {
        noClasses()
                .that()
                .resideInAPackage("weft.server..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.util.concurrent.locks..")
                .check(SERVER);
        ArchRuleDefinition.noMethods()
                .that()
                .areDeclaredInClassesThat()
                .resideInAPackage("weft.server..")
                .should()
                .haveModifier(JavaModifier.SYNCHRONIZED)
                .check(SERVER);
    }
}
