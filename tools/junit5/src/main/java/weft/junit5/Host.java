package weft.junit5;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// The field with what a [DisplayTest] looks at:
///
/// | type                                | what                                                   |
/// |:------------------------------------|:-------------------------------------------------------|
/// | [DisplayHost]                       | a machine in this JVM, whose time the test advances    |
/// | [weft.server.VncServerBuilder]     | a server in this JVM, started and closed for the tests |
/// | [weft.server.VncServer]             | a server that runs already                             |
/// | [HostCommand]                       | a command to start                                     |
/// | [String]                            | the address of a server                                |
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
public @interface Host {}
