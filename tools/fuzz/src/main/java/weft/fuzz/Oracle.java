package weft.fuzz;

import com.sun.management.ThreadMXBean;

import weft.rfb.EndOfStreamException;
import weft.rfb.RfbProtocolException;
import weft.rfb.codec.NativeMemory;

import java.lang.management.ManagementFactory;

/// What holds for every input of every target:
///
/// - It is taken, or refused by an exception that is documented; nothing else is thrown.
/// - It costs no more heap than the target says, which is the named limits and a multiple of the
///   input.
/// - It leaves no compressor or codec open.
///
/// That it ends at all, whoever calls this has to watch.
final class Oracle {

    /// What happens only when classes are loaded, tables are filled or code is compiled does not
    /// happen so often.
    private static final int ATTEMPTS = 4;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /// What became of an input.
    ///
    /// @param refused whether it was refused
    /// @param allocated how many bytes of heap it cost
    record Verdict(boolean refused, long allocated) {}

    private Oracle() {}

    /// Runs a target.
    ///
    /// @throws Finding that says what does not hold
    static Verdict judge(Target target, byte[] input) {
        Verdict verdict = null;
        String excess = "";
        for (int i = 0; i < ATTEMPTS; i++) {
            int open = Cleanables.count();
            long used = NativeMemory.inUse();
            long before = THREADS.getCurrentThreadAllocatedBytes();
            boolean refused = isRefused(target, input.clone());
            long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
            long most = target.mostAllocated(input.length);
            verdict = new Verdict(refused, allocated);
            if (allocated > most) {
                excess = "it took %d bytes of heap > limit %d".formatted(allocated, most);
            } else if (Cleanables.count() > open) {
                excess = "it left native memory to the garbage collector";
            } else if (NativeMemory.inUse() != used) {
                excess =
                        "it left %d bytes of native memory in use"
                                .formatted(NativeMemory.inUse() - used);
            } else {
                return verdict;
            }
        }
        throw new Finding(excess);
    }

    private static boolean isRefused(Target target, byte[] input) {
        try {
            target.run(input);
            return false;
        } catch (RfbProtocolException | EndOfStreamException e) {
            return true;
        } catch (Finding e) {
            throw e;
        } catch (Throwable e) {
            if (target.refusals().stream().anyMatch(refusal -> refusal.isInstance(e))) {
                return true;
            }
            throw new Finding("not a documented refusal: " + e, e);
        }
    }
}
