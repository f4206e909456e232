package weft.server;

import weft.coroutine.Loop;
import weft.server.access.Right;
import weft.server.access.Role;
import weft.server.login.Approval;

import java.util.Optional;
import java.util.Set;

/// A viewer that has shown who it is, and waits for the host to let it in. The first answer counts.
/// All methods may be called from any thread.
public final class Applicant {

    /// Why a viewer may not come in; it is told so.
    public enum Refusal {
        /// Not this one.
        NOT_WANTED("you are not wanted here"),
        /// Not as long as it is as it is.
        BUSY("the display is in use"),
        /// Perhaps later.
        NOT_NOW("not now"),
        /// There was nobody to ask.
        NOBODY_ANSWERED("nobody has answered");

        private final String text;

        Refusal(String text) {
            this.text = text;
        }

        String text() {
            return text;
        }
    }

    private final Loop loop;
    private final Approval approval;

    Applicant(Loop loop, Approval approval) {
        this.loop = loop;
        this.approval = approval;
    }

    /// Where it comes from: `HOST::PORT`, or what else the connection is called.
    public String peer() {
        return approval.peer();
    }

    /// The name that it has logged in with; empty if nobody asked for one.
    public String user() {
        return approval.identity().user();
    }

    /// The subject of the certificate that it has shown; empty if it was asked for none.
    public Optional<String> certificate() {
        return Optional.of(approval.certificate()).filter(subject -> !subject.isEmpty());
    }

    /// What it may do if it is let in as it is.
    public Set<Right> rights() {
        return approval.identity().rights();
    }

    /// Whether an answer still counts.
    public boolean isWaiting() {
        return loop.computeLocked(approval::isWaiting);
    }

    /// Lets it in.
    public void accept() {
        loop.later(() -> approval.accept(Optional.empty()));
    }

    /// Lets it in, to do this and nothing else.
    public void accept(Set<Right> rights) {
        Set<Right> copy = Set.copyOf(rights);
        loop.later(() -> approval.accept(Optional.of(copy)));
    }

    /// Lets it in, see [#accept(Set)].
    public void accept(Role role) {
        accept(role.rights());
    }

    /// Keeps it out.
    public void refuse(Refusal reason) {
        loop.later(() -> approval.refuse(reason.text()));
    }

    @Override
    public String toString() {
        return "applicant " + peer();
    }
}
