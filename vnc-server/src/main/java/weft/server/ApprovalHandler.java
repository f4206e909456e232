package weft.server;

/// What decides whether a viewer that has shown who it is may come in, by asking somebody perhaps.
@FunctionalInterface
public interface ApprovalHandler {

    /// A viewer waits. The answer may be given at once, or later from any thread: within
    /// [VncServerBuilder#approvalTime], or the viewer is refused. It is refused, too, if this
    /// throws.
    void asked(Applicant applicant);
}
