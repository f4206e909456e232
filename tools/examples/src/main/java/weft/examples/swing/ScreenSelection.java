package weft.examples.swing;

import java.awt.Component;
import java.awt.Point;
import java.awt.Rectangle;
import java.awt.event.MouseEvent;

import javax.swing.JList;
import javax.swing.JTable;
import javax.swing.ListSelectionModel;

/// Selects rows of lists and tables for the mouse. Their looks ask the machine's toolkit which key
/// adds to a selection, which it refuses without a display; here it is Ctrl.
final class ScreenSelection {

    private ScreenSelection() {}

    /// Handles a press or drag of the left button on a list or a table: the event is consumed, so
    /// that the look does not.
    static void handle(Component component, MouseEvent event) {
        int id = event.getID();
        boolean press = id == MouseEvent.MOUSE_PRESSED;
        if (event.getButton() > MouseEvent.BUTTON1 || !(press || id == MouseEvent.MOUSE_DRAGGED)) {
            return;
        }
        boolean toggle = press && event.isControlDown();
        boolean extend = !press || event.isShiftDown();
        if (component instanceof JList<?> list) {
            select(list, event.getPoint(), toggle, extend);
            event.consume();
        } else if (component instanceof JTable table) {
            select(table, event, toggle, extend);
            event.consume();
        }
    }

    private static void select(JList<?> list, Point place, boolean toggle, boolean extend) {
        int row = list.locationToIndex(place);
        Rectangle cell = row < 0 ? null : list.getCellBounds(row, row);
        if (cell == null || !cell.contains(place)) {
            return;
        }
        ListSelectionModel selection = list.getSelectionModel();
        int anchor = selection.getAnchorSelectionIndex();
        if (toggle && list.isSelectedIndex(row)) {
            selection.removeSelectionInterval(row, row);
        } else if (toggle) {
            selection.addSelectionInterval(row, row);
        } else if (extend && anchor >= 0) {
            selection.setSelectionInterval(anchor, row);
        } else {
            selection.setSelectionInterval(row, row);
        }
    }

    private static void select(JTable table, MouseEvent event, boolean toggle, boolean extend) {
        int row = table.rowAtPoint(event.getPoint());
        int column = table.columnAtPoint(event.getPoint());
        if (row < 0 || column < 0) {
            return;
        }
        table.changeSelection(row, column, toggle, extend);
        if (event.getID() == MouseEvent.MOUSE_PRESSED && table.editCellAt(row, column, event)) {
            ScreenFocus.focus(table.getEditorComponent());
        }
    }
}
