package weft.examples.swing;

import org.jspecify.annotations.Nullable;

import java.awt.Component;
import java.awt.Container;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;

import javax.swing.LayoutFocusTraversalPolicy;

/// Tab goes from component to component as they were added. Swing's own order, by places, needs a
/// window to compare them in; who has use for the keyboard is Swing's own choice.
final class ScreenFocusOrder extends LayoutFocusTraversalPolicy {

    private static final long serialVersionUID = 1;

    /// The order of all screens.
    static final ScreenFocusOrder ORDER = new ScreenFocusOrder();

    private ScreenFocusOrder() {
        setComparator(ScreenFocusOrder::compare);
    }

    private static int compare(Component one, Component other) {
        Iterator<Integer> ones = path(one).iterator();
        Iterator<Integer> others = path(other).iterator();
        while (ones.hasNext() && others.hasNext()) {
            int order = Integer.compare(ones.next(), others.next());
            if (order != 0) {
                return order;
            }
        }
        return Boolean.compare(ones.hasNext(), others.hasNext()); // what contains comes first
    }

    /// Which child of which child it is, from the top.
    private static Deque<Integer> path(Component component) {
        Deque<Integer> path = new ArrayDeque<>();
        Component at = component;
        for (Container in = at.getParent(); in != null; in = in.getParent()) {
            path.push(Arrays.asList(in.getComponents()).indexOf(at));
            at = in;
        }
        return path;
    }

    /// Whether the keyboard is of use to a component.
    static boolean takes(Component component) {
        return ORDER.accept(component);
    }

    /// The first component within another one that takes the keyboard.
    static @Nullable Component first(Container within) {
        return ORDER.getFirstComponent(within);
    }
}
