package weft.junit5;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// A part of the picture that no golden of a test, or of a class, looks at.
@Documented
@Inherited
@Repeatable(Mask.Masks.class)
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface Mask {

    /// Its left column.
    int x();

    /// Its upper row.
    int y();

    /// How many columns.
    int width();

    /// How many rows.
    int height();

    /// Several.
    @Documented
    @Inherited
    @Retention(RetentionPolicy.RUNTIME)
    @Target({ElementType.METHOD, ElementType.TYPE})
    @interface Masks {

        /// Which.
        Mask[] value();
    }
}
