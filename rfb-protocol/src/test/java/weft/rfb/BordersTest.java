package weft.rfb;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

import org.junit.jupiter.api.Test;

import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Requires.Modifier;
import java.util.Map;
import java.util.stream.Collectors;

@AnalyzeClasses(packages = "weft.rfb", importOptions = ImportOption.DoNotIncludeTests.class)
class BordersTest {

    /// What comes from other modules than the JDK's base is behind the codecs, and streams are for
    /// them and for the files of keysyms and keyboards.
    @ArchTest
    static final ArchRule packages_butTheCodecs_dependOnNothingButTheJdksBase =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("weft.rfb.codec")
                    .and()
                    .doNotHaveFullyQualifiedName("weft.rfb.keysym.KeysymTable")
                    .and()
                    .doNotHaveFullyQualifiedName("weft.rfb.keyboard.LayoutFile")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("java.awt..", "java.io..", "javax.imageio..");

    @ArchTest
    static final ArchRule module_dependsOnTheJdkOnly =
            classes()
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(
                            "weft.rfb..",
                            "java.awt.image",
                            "java.io",
                            "java.lang..",
                            "java.math",
                            "java.nio..",
                            "java.security..",
                            "java.text",
                            "java.util..",
                            "javax.crypto..",
                            "javax.imageio..",
                            "org.jspecify.annotations",
                            "org.w3c.dom");

    @ArchTest
    static final ArchRule packages_haveNoCycles =
            slices().matching("weft.(**)").should().beFreeOfCycles();

    @Test
    void module_requiresOnlyTheJdksBase_whereThereIsNothingElse() {
        Map<String, Boolean> optional =
                RfbInput.class.getModule().getDescriptor().requires().stream()
                        .collect(
                                Collectors.toMap(
                                        ModuleDescriptor.Requires::name,
                                        r -> r.modifiers().contains(Modifier.STATIC)));
        assertEquals(
                Map.of("java.base", false, "org.jspecify", true, "java.desktop", true), optional);
    }
}
