package weft.junit5;

import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;
import org.junit.platform.commons.support.AnnotationSupport;

import java.util.Arrays;
import java.util.stream.Stream;

/// Runs a test once for each of its profiles.
public final class ProfileExtension implements TestTemplateInvocationContextProvider {

    /// JUnit makes it.
    public ProfileExtension() {}

    @Override
    public boolean supportsTestTemplate(ExtensionContext context) {
        return AnnotationSupport.isAnnotated(context.getTestMethod(), VncClientProfile.class);
    }

    @Override
    public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(
            ExtensionContext context) {
        String[] profiles =
                AnnotationSupport.findAnnotation(context.getTestMethod(), VncClientProfile.class)
                        .orElseThrow()
                        .value();
        if (profiles.length == 0) {
            throw new ExtensionConfigurationException("@VncClientProfile without profiles");
        }
        return Arrays.stream(profiles).map(Profile::parse).map(Invocation::new);
    }

    private record Invocation(Profile profile) implements TestTemplateInvocationContext {

        @Override
        public String getDisplayName(int invocationIndex) {
            return "[%d] %s".formatted(invocationIndex, profile.name());
        }

        @Override
        public void prepareInvocation(ExtensionContext context) {
            context.getStore(DisplayExtension.NAMESPACE).put(Profile.class, profile);
        }
    }
}
