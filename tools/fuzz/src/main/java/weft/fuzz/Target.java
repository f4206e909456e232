package weft.fuzz;

import java.util.List;
import java.util.Set;

/// A part of Weft that bytes from outside reach, and how they get there.
///
/// What must hold for every input, the [Oracle] knows; a target adds what it knows of its own by
/// throwing a [Finding]. It keeps nothing from one input to the next, or an input alone would not
/// show again what it has shown.
interface Target {

    /// What the command calls it, and its corpus.
    String name();

    /// Good inputs to begin with, made by Weft itself.
    List<byte[]> seeds();

    /// Hands an input over. It may be refused, by one of the exceptions that are documented.
    void run(byte[] input) throws Exception;

    /// The exceptions by which bytes are refused, besides those of the protocol.
    default Set<Class<? extends Exception>> refusals() {
        return Set.of();
    }

    /// How many mutations each build tries, which should take a few seconds.
    default int mutations() {
        return 4000;
    }

    /// How many bytes of heap an input of such a length may cost.
    long mostAllocated(int length);
}
