package weft.framebuffer;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/// The borders inside of this module.
@AnalyzeClasses(packages = "weft.framebuffer", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule PACKAGES_HAVE_NO_CYCLES =
            slices().matching("weft.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule ONLY_IMAGES_KNOW_AWT =
            noClasses()
                    .that()
                    .resideOutsideOfPackages("weft.framebuffer.awt", "weft.framebuffer.image")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("java.awt..", "javax.imageio..", "com.twelvemonkeys..");

    @ArchTest
    static final ArchRule THE_DISPLAY_KNOWS_NO_PICTURES_OF_OURS =
            noClasses()
                    .that()
                    .resideInAPackage("weft.framebuffer")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "weft.framebuffer.awt",
                            "weft.framebuffer.image",
                            "weft.framebuffer.testcard",
                            "weft.framebuffer.vga",
                            "weft.framebuffer.font");
}
