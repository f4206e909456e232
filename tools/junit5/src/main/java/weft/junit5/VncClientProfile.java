package weft.junit5;

import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// A test that runs once for each kind of viewer, instead of `@Test`. When it is over, and at each
/// [Display#sync()], the viewer's picture has to be the server's framebuffer, in the colours that
/// the viewer's pixel format has.
///
/// A profile names encodings, the best first, and a pixel format, in any order and separated by
/// spaces: `"zrle"`, `"tight copyrect rgb565"`. Without encodings the client's usual ones are used,
/// without a pixel format that which loses nothing.
@Documented
@ExtendWith(ProfileExtension.class)
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@TestTemplate
public @interface VncClientProfile {

    /// The profiles.
    String[] value() default {
        "raw",
        "copyrect raw",
        "rre",
        "corre",
        "hextile",
        "zlib",
        "tight",
        "tightpng",
        "trle",
        "zrle",
        "rgb565",
        "rgb555",
        "bgr233"
    };
}
