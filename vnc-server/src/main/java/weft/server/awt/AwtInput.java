package weft.server.awt;

import weft.server.KeyHandler;
import weft.server.PointerHandler;

import java.awt.Component;
import java.awt.event.KeyEvent;
import java.awt.event.KeyListener;
import java.awt.event.MouseListener;
import java.awt.event.MouseMotionListener;
import java.awt.event.MouseWheelListener;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;

/// Hands the viewers' keys and pointers to AWT's listeners, such as an emulator has, without AWT's
/// display: the component is nothing but the source of the events.
///
/// ```
/// var input = new AwtInput(new Container());
/// input.addKeyListener(emulator);
/// VncServer.builder(320, 200).onKey(input).onPointer(input)
/// ```
///
/// A keysym becomes the key code that AWT has for its character, or for the key: `A` and `a` are
/// VK_A, `!` is VK_EXCLAMATION_MARK whatever key of the viewer's keyboard it is on. Characters are
/// typed when they go down, also repeatedly. Places are the host's pixels. Buttons 1 to 3 press,
/// release and click, as often as that is done within half a second; the wheel turns by one line
/// and its three of the platform, sideways with Shift as AWT has it; other buttons, of which AWT
/// without a display knows none, are passed over.
///
/// Listeners are told on the thread of the server's callbacks, in order;
/// `VncServerBuilder.callbacks(EventQueue::invokeLater)` makes that AWT's own. What a listener
/// throws goes to who has called. Listeners may be added from any thread.
public final class AwtInput implements KeyHandler, PointerHandler {

    private final AwtKeys keys;
    private final AwtMouse mouse;
    private final List<KeyListener> keyListeners = new CopyOnWriteArrayList<>();

    /// Input for a component, which may be any: it is not shown.
    public AwtInput(Component source) {
        this(source, System::currentTimeMillis);
    }

    /// The same with a clock.
    ///
    /// @param clock milliseconds, which events have and clicks are counted by
    public AwtInput(Component source, LongSupplier clock) {
        keys = new AwtKeys(source, clock);
        mouse = new AwtMouse(source, clock, keys::modifiers);
    }

    /// Tells one more listener of keys.
    public void addKeyListener(KeyListener listener) {
        keyListeners.add(listener);
    }

    /// Tells one more listener of buttons.
    public void addMouseListener(MouseListener listener) {
        mouse.listeners.add(listener);
    }

    /// Tells one more listener of moves.
    public void addMouseMotionListener(MouseMotionListener listener) {
        mouse.motionListeners.add(listener);
    }

    /// Tells one more listener of the wheel.
    public void addMouseWheelListener(MouseWheelListener listener) {
        mouse.wheelListeners.add(listener);
    }

    @Override
    public void key(long keysym, boolean down) {
        for (KeyEvent event : keys.events(keysym, down, mouse.buttons())) {
            for (KeyListener listener : keyListeners) {
                switch (event.getID()) {
                    case KeyEvent.KEY_PRESSED -> listener.keyPressed(event);
                    case KeyEvent.KEY_RELEASED -> listener.keyReleased(event);
                    default -> listener.keyTyped(event);
                }
            }
        }
    }

    @Override
    public void pointer(int x, int y, int buttonMask) {
        mouse.pointer(x, y, buttonMask);
    }
}
