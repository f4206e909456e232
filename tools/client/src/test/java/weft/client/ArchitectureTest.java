package weft.client;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/// The borders of this module.
@AnalyzeClasses(packages = "weft.client", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule THE_CLIENT_KNOWS_THE_WIRE_AND_PICTURES_ONLY =
            classes()
                    .that()
                    .resideInAPackage("weft.client..")
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(
                            "weft.client..",
                            "weft.rfb..",
                            "weft.framebuffer..",
                            "com.fasterxml.jackson.core..",
                            "java..",
                            "javax.crypto..",
                            "javax.net.ssl..",
                            "org.jspecify..");

    @ArchTest
    static final ArchRule ONLY_NEEDLES_KNOW_JSON =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("weft.client.needle")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("com.fasterxml.jackson..");

    @ArchTest
    static final ArchRule PACKAGES_HAVE_NO_CYCLES =
            slices().matching("weft.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule ADDRESSES_OPEN_NO_SOCKETS =
            noClasses()
                    .that()
                    .resideInAPackage("weft.client.address")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("java.nio.channels..");
}
