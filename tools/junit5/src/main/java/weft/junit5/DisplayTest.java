package weft.junit5;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// A class of tests of what a display shows. One of its fields is the [Host]; the parameters of its
/// methods are injected:
///
/// | parameter                             | what                                              |
/// |:--------------------------------------|:--------------------------------------------------|
/// | [Display]                             | what the test sees, and its keyboard and mouse    |
/// | [weft.client.VncClient]               | the client behind it                              |
/// | [FrameClock]                          | the time of an embedded [DisplayHost]             |
/// | [weft.server.VncServer]               | the embedded server                               |
/// | [weft.framebuffer.Framebuffer]        | what the embedded server shows                    |
/// | [Recorder]                            | the frames so far                                 |
/// | [TestArtifacts]                       | where the test's files go                         |
///
/// A host in a static field has one server for the class, one in any other field has one for each
/// test. Each test has a client of its own.
///
/// Configuration parameters of JUnit, or system properties; or variables of the environment, such
/// as `VNC_UPDATE`:
///
/// | name                  | what                                                       | default |
/// |:----------------------|:-----------------------------------------------------------|:--------|
/// | `vnc.update`          | which goldens are written: `missing`, `changed`, `all`, `none` | `missing`; `none` where `CI` is set |
/// | `vnc.goldens`         | where goldens are                                          | [#goldens()] |
/// | `vnc.timeout.scale`   | what all timeouts are multiplied by                        | 1       |
/// | `vnc.artifacts`       | where the tests' files go                                  | `display-tests` in `target` or `build` |
/// | `vnc.record.seconds`  | how much before a failure is kept                          | 5       |
/// | `vnc.summary`         | a file to append a summary to, in Markdown                 | `GITHUB_STEP_SUMMARY`, where that is set |
@Documented
@Inherited
@ExtendWith(DisplayExtension.class)
@Retention(RetentionPolicy.RUNTIME)
@Tag("display")
@Target(ElementType.TYPE)
public @interface DisplayTest {

    /// The folder for goldens, which are in a folder for each class below it.
    String goldens() default "src/test/goldens";

    /// How long a wait may take that does not say it itself, in milliseconds.
    long timeoutMillis() default 5_000;

    /// When frames are kept.
    Recording record() default Recording.ON_FAILURE;
}
