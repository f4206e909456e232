package weft.junit5;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// How alike goldens have to be in a test, or in a class; without it, every pixel has to be the
/// same. See [weft.framebuffer.match.Tolerance].
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface Tolerance {

    /// The largest perceived distance, 0 to 1, at which two pixels count as equal.
    double threshold() default 0;

    /// How many pixels may be different.
    long maxDiffPixels() default 0;

    /// Whether pixels that look like smoothing may be different.
    boolean ignoreAntialias() default false;

    /// The standard deviation of a blur of both pictures, in pixels.
    double blur() default 0;
}
