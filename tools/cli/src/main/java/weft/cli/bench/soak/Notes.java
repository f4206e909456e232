package weft.cli.bench.soak;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What faults have measured. Of what was measured several times the worst is kept. For all
/// threads.
final class Notes {

    /// A figure.
    ///
    /// @param fault whose
    /// @param what it is, with its unit
    /// @param worst of all times
    /// @param goal what it shall be; empty if nothing is promised
    record Note(String fault, String what, double worst, String goal) {}

    private enum Worst {
        MOST,
        LEAST,
        SUM
    }

    private final Map<String, Note> notes = new TreeMap<>();

    /// Notes a figure that is the worse the larger it is.
    void most(String fault, String what, double value, String goal) {
        note(fault, what, value, goal, Worst.MOST);
    }

    /// Notes one that is the worse the smaller it is.
    void least(String fault, String what, double value, String goal) {
        note(fault, what, value, goal, Worst.LEAST);
    }

    /// Adds to one that counts.
    void count(String fault, String what, long more) {
        note(fault, what, (double) more, "", Worst.SUM);
    }

    private synchronized void note(
            String fault, String what, double value, String goal, Worst worst) {
        notes.merge(
                fault + "\0" + what,
                new Note(fault, what, value, goal),
                (before, now) -> {
                    double kept =
                            switch (worst) {
                                case MOST -> Math.max(before.worst(), now.worst());
                                case LEAST -> Math.min(before.worst(), now.worst());
                                case SUM -> before.worst() + now.worst();
                            };
                    return new Note(fault, what, kept, goal);
                });
    }

    /// All, in the order of the faults' numbers.
    synchronized List<Note> all() {
        List<Note> all = new ArrayList<>(notes.values());
        all.sort(
                Comparator.comparingInt((Note note) -> note.fault().charAt(0))
                        .thenComparingInt(note -> Integer.parseInt(note.fault().substring(1)))
                        .thenComparing(Note::what));
        return all;
    }
}
