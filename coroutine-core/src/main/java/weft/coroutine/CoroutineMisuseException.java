package weft.coroutine;

import java.lang.StackWalker.StackFrame;

/// A rule of the coroutines was broken; the message names the culprit and the place.
///
/// It is a bug in the calling code, never a condition to handle: entering recursively, entering
/// without the global lock, entering after the end, scheduling twice, yielding to no one, yielding
/// with a lock held, ending with a lock held.
public final class CoroutineMisuseException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    CoroutineMisuseException(String message) {
        super(message + " [at " + place() + "]");
    }

    CoroutineMisuseException(String message, Throwable cause) {
        super(message + " [at " + place() + "]", cause);
    }

    /// The innermost frame outside this package: where the rule was broken.
    private static String place() {
        String own = CoroutineMisuseException.class.getPackageName();
        return StackWalker.getInstance()
                .walk(frames ->
                        frames.filter(frame -> !isOwn(frame, own))
                                .findFirst()
                                .map(StackFrame::toString)
                                .orElse("the loop"));
    }

    private static boolean isOwn(StackFrame frame, String own) {
        String type = frame.getClassName();
        String itsPackage = type.substring(0, Math.max(0, type.lastIndexOf('.')));
        return itsPackage.equals(own) || itsPackage.equals(own + ".internal");
    }
}
