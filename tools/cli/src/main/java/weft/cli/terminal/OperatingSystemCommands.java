package weft.cli.terminal;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.OptionalInt;

/// OSC: titles, colours, and the clipboard, which can be written and not read.
final class OperatingSystemCommands {

    private final Emulator terminal;

    OperatingSystemCommands(Emulator terminal) {
        this.terminal = terminal;
    }

    void run(String text) {
        int end = text.indexOf(';');
        String number = end < 0 ? text : text.substring(0, end);
        String rest = end < 0 ? "" : text.substring(end + 1);
        switch (number) {
            case "0", "2" -> terminal.title(rest);
            case "4" -> colours(rest);
            case "10", "11" -> textColour(number, rest);
            case "52" -> clipboard(rest);
            case "104" -> resetColours(rest);
            case "110" -> terminal.palette().resetFront();
            case "111" -> terminal.palette().resetBack();
            default -> {}
        }
    }

    private void colours(String rest) {
        String[] parts = rest.split(";", -1);
        for (int i = 0; i + 1 < parts.length; i += 2) {
            OptionalInt index = index(parts[i]);
            if (index.isEmpty()) {
                return;
            }
            int colour = index.getAsInt();
            if (parts[i + 1].equals("?")) {
                String rgb = Palette.text(terminal.palette().get(colour));
                terminal.reply("\033]4;%d;%s\033\\".formatted(colour, rgb));
            } else {
                Palette.parse(parts[i + 1]).ifPresent(rgb -> terminal.palette().set(colour, rgb));
            }
        }
    }

    private void resetColours(String rest) {
        if (rest.isEmpty()) {
            for (int i = 0; i <= 0xFF; i++) {
                terminal.palette().reset(i);
            }
        }
        for (String part : rest.split(";", -1)) {
            index(part).ifPresent(terminal.palette()::reset);
        }
    }

    private static OptionalInt index(String text) {
        if (!text.matches("\\d{1,3}")) {
            return OptionalInt.empty();
        }
        int index = Integer.parseInt(text);
        return index <= 0xFF ? OptionalInt.of(index) : OptionalInt.empty();
    }

    private void textColour(String number, String rest) {
        boolean isFront = number.equals("10");
        Palette palette = terminal.palette();
        if (rest.equals("?")) {
            String rgb = Palette.text(isFront ? palette.front() : palette.back());
            terminal.reply("\033]%s;%s\033\\".formatted(number, rgb));
        } else if (isFront) {
            Palette.parse(rest).ifPresent(palette::front);
        } else {
            Palette.parse(rest).ifPresent(palette::back);
        }
    }

    private void clipboard(String rest) {
        String data = rest.substring(rest.indexOf(';') + 1);
        if (data.isEmpty() || data.equals("?")) {
            return; // who shows a file must not be asked for the clipboard by it
        }
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(data);
        } catch (IllegalArgumentException e) {
            return; // is no text
        }
        terminal.clipboard(new String(bytes, StandardCharsets.UTF_8));
    }
}
