package weft.cli.script;

import java.io.IOException;

/// Who is told what a script does.
public interface Audience {

    /// A step is done.
    void done(Line line, Finding finding) throws IOException;
}
