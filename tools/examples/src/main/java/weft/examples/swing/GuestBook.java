package weft.examples.swing;

import java.awt.BorderLayout;
import java.awt.EventQueue;
import java.awt.event.KeyEvent;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;

import javax.swing.BorderFactory;
import javax.swing.DefaultListModel;
import javax.swing.JButton;
import javax.swing.JLabel;
import javax.swing.JList;
import javax.swing.JMenu;
import javax.swing.JMenuBar;
import javax.swing.JMenuItem;
import javax.swing.JOptionPane;
import javax.swing.JPanel;
import javax.swing.JScrollPane;
import javax.swing.JSlider;
import javax.swing.JTextField;

/// A program with a field, a button, a list, a slider and a menu: `vncviewer localhost:5900`.
///
/// A double click on a name in the list takes it to the field again.
public final class GuestBook {

    final JTextField name = new JTextField(16);
    final JButton sign = new JButton("Sign");
    final DefaultListModel<String> names = new DefaultListModel<>();
    final JList<String> guests = new JList<>(names);
    final JScrollPane pages = new JScrollPane(guests);
    final JSlider size = new JSlider(10, 30, 14);
    final JMenu book = new JMenu("Book");
    final JMenu fill = new JMenu("Fill");
    final JMenuItem hundred = new JMenuItem("With a hundred guests");
    final JMenuItem clear = new JMenuItem("Clear…");

    private final SwingScreen screen;

    /// Fills a screen with it, on Swing's thread.
    GuestBook(SwingScreen screen) {
        this.screen = screen;
        var entry = new JPanel();
        entry.add(new JLabel("Name"));
        entry.add(name);
        entry.add(sign);
        entry.add(size);
        var content = new JPanel(new BorderLayout(8, 8));
        content.setBorder(BorderFactory.createEmptyBorder(8, 8, 8, 8));
        content.add(entry, BorderLayout.NORTH);
        content.add(pages, BorderLayout.CENTER);
        screen.frame().setContentPane(content);
        screen.frame().setJMenuBar(menus());
        screen.frame().getRootPane().setDefaultButton(sign);
        screen.frame().validate();

        sign.addActionListener(_ -> sign());
        size.addChangeListener(
                _ -> guests.setFont(guests.getFont().deriveFont((float) size.getValue())));
        guests.addMouseListener(
                new MouseAdapter() {
                    @Override
                    public void mouseClicked(MouseEvent event) {
                        if (event.getClickCount() == 2) {
                            name.setText(guests.getSelectedValue());
                        }
                    }
                });
        screen.focus(name);
    }

    private JMenuBar menus() {
        book.setMnemonic(KeyEvent.VK_B);
        fill.add(hundred);
        hundred.addActionListener(_ -> {
            for (int i = 1; i <= 100; i++) {
                names.addElement("guest " + i);
            }
        });
        clear.addActionListener(_ -> askToClear());
        book.add(fill);
        book.add(clear);
        var bar = new JMenuBar();
        bar.add(book);
        return bar;
    }

    private void sign() {
        if (!name.getText().isBlank()) {
            names.addElement(name.getText());
            name.setText("");
        }
    }

    private void askToClear() {
        var question =
                new JOptionPane(
                        "Tear out all pages?",
                        JOptionPane.QUESTION_MESSAGE,
                        JOptionPane.YES_NO_OPTION);
        screen.ask(
                question,
                "Guest book",
                answer -> {
                    if (answer.equals(JOptionPane.YES_OPTION)) {
                        names.clear();
                    }
                });
    }

    /// Serves until it is killed.
    public static void main(String[] args) throws Exception {
        System.setProperty("java.awt.headless", "true");
        SwingScreen screen = SwingScreen.create(640, 400);
        EventQueue.invokeAndWait(() -> new GuestBook(screen));
        try (var _ = screen.start(screen.server().listen(5900))) {
            Thread.currentThread().join();
        }
    }
}
