package weft.rfb.encoding;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// A test of each encoding of pixels that can bring all of them back.
@ParameterizedTest
@EnumSource(
        names = {
            "RAW",
            "RRE",
            "CORRE",
            "HEXTILE",
            "ZLIB",
            "TIGHT",
            "TRLE",
            "ZRLE",
            "ZYWRLE",
            "TIGHT_PNG"
        })
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@interface ExactEncodings {}
