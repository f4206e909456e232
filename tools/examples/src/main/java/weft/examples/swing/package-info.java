/// Swing without a window: lightweight components, painted into a framebuffer and driven by
/// viewers' keys and mice, in a JVM that has no display (`java.awt.headless=true`).
///
/// [SwingScreen] is what a program uses: it puts its components into that, and shows it on a
/// server. [GuestBook] is such a program.
///
/// Swing does nearly all of it without a window: layout, painting, bindings, models, the event
/// queue. What it leaves to the window or to the machine's window system is made up for here:
///
/// | what | how |
/// |---|---|
/// | what is to be painted | [ScreenRepaints], a `RepaintManager`, finds the screen above a component |
/// | which component is meant by the mouse | [ScreenMouse], as AWT's own dispatcher does it |
/// | who has the focus | [ScreenFocus], a `KeyboardFocusManager`, and [ScreenFocusOrder] |
/// | rows of lists and tables | [ScreenSelection]: the looks ask the toolkit for a key and fail |
/// | key codes and characters | [ScreenKeyboard], from keysyms |
/// | menus and their places | [ScreenPopups], a `PopupFactory` that puts them above all else |
/// | dialogs | internal frames above a pane that keeps the mouse from what is below |
///
/// What asks for its place on the machine's screen cannot work: combo boxes' lists, tool tips and
/// `JPopupMenu.show` (there is [SwingScreen#show(javax.swing.JPopupMenu, java.awt.Component, int,
/// int)]); neither can modal dialogs that return an answer, such as `JOptionPane.showMessageDialog`
/// (there is [SwingScreen#ask]), drag and drop between components, nor a program's own
/// `requestFocus` ([SwingScreen#focus]). The three managers are one for the JVM each: they take
/// over what belongs to a screen, and leave all else to Swing.
@NullMarked
package weft.examples.swing;

import org.jspecify.annotations.NullMarked;
