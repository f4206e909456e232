package weft.junit5;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/// The borders of this module.
@AnalyzeClasses(packages = "weft.junit5", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule PACKAGES_HAVE_NO_CYCLES =
            slices().matching("weft.junit5.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule REPORTS_AND_GOLDENS_KNOW_NEITHER_JUNIT_NOR_SERVERS =
            noClasses()
                    .that()
                    .resideInAnyPackage("weft.junit5.report..", "weft.junit5.golden..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("org.junit..", "weft.server..", "weft.junit5");

    @ArchTest
    static final ArchRule NOTHING_KNOWS_JUNIT_S_INSIDE =
            noClasses()
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "org.junit.jupiter.engine..",
                            "org.junit.platform.engine..",
                            "org.junit.platform.launcher..");
}
