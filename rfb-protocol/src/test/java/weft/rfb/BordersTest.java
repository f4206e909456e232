package weft.rfb;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

import org.junit.jupiter.api.Test;

import java.lang.module.ModuleDescriptor;
import java.util.Set;
import java.util.stream.Collectors;

@AnalyzeClasses(packages = "weft.rfb", importOptions = ImportOption.DoNotIncludeTests.class)
class BordersTest {

    @ArchTest
    static final ArchRule module_dependsOnNothingButTheJdksBase =
            classes()
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(
                            "weft.rfb..",
                            "java.lang..",
                            "java.nio..",
                            "java.security..",
                            "java.util..",
                            "javax.crypto..",
                            "org.jspecify.annotations");

    @ArchTest
    static final ArchRule packages_haveNoCycles =
            slices().matching("weft.(**)").should().beFreeOfCycles();

    @Test
    void module_requiresTheJdksBaseAndJspecifyOnly() {
        Set<String> required =
                RfbInput.class.getModule().getDescriptor().requires().stream()
                        .map(ModuleDescriptor.Requires::name)
                        .collect(Collectors.toSet());
        assertEquals(Set.of("java.base", "org.jspecify"), required);
    }
}
