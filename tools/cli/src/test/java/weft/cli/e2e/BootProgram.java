package weft.cli.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;

/// A program that a PC starts in place of an operating system: it fits into the first sector of its
/// disk, and tells what it does through QEMU's debug port.
enum BootProgram {

    /// Fills the screen with noise, which is another one for each key that is pressed. It writes
    /// the character of the key when all of its noise is there, at first `0`.
    NOISE_FOR_KEYS(
            """
            b8 13 00     mov ax, 0013     ; 320x200 in 256 colours
            cd 10        int 10
            b8 00 a0     mov ax, a000
            8e c0        mov es, ax
            b0 30        mov al, '0'
            50           push ax          ; 000c, the character
            30 e4        xor ah, ah
            31 ff        xor di, di
            b9 00 fa     mov cx, 64000
            69 c0 55 62  imul ax, ax, 25173 ; 0014
            05 19 36     add ax, 13849
            26 88 25     mov es:[di], ah
            47           inc di
            e2 f3        loop 0014
            58           pop ax
            e6 e9        out e9, al
            30 e4        xor ah, ah
            cd 16        int 16           ; waits for a key
            eb e2        jmp 000c
            """),

    /// Changes with each key that is pressed between 320x200 in 256 colours and a text mode, and
    /// writes `!` when it has, at first in 320x200.
    MODES_FOR_KEYS(
            """
            bb 13 00     mov bx, 0013
            89 d8        mov ax, bx       ; 0003
            cd 10        int 10
            b0 21        mov al, '!'
            e6 e9        out e9, al
            30 e4        xor ah, ah
            cd 16        int 16           ; waits for a key
            80 f3 10     xor bl, 10
            eb ef        jmp 0003
            """),

    /// Writes what the keyboard sends, byte by byte, and `!` when it is going to.
    KEYBOARD_BYTES(
            """
            fa           cli              ; the firmware must not read them
            b0 21        mov al, '!'
            e6 e9        out e9, al
            e4 64        in al, 64        ; 0005, is there one?
            a8 01        test al, 1
            74 fa        jz 0005
            e4 60        in al, 60
            e6 e9        out e9, al
            eb f4        jmp 0005
            """),

    /// The same without what the controller makes of it, which is set 1 of set 2.
    UNTRANSLATED_KEYBOARD_BYTES(
            """
            fa           cli              ; the firmware must not read them
            b0 60        mov al, 60       ; the controller's command byte:
            e6 64        out 64, al
            b0 00        mov al, 0        ; nothing translated
            e6 60        out 60, al
            b0 21        mov al, '!'
            e6 e9        out e9, al
            e4 64        in al, 64        ; 000d, is there one?
            a8 01        test al, 1
            74 fa        jz 000d
            e4 60        in al, 60
            e6 e9        out e9, al
            eb f4        jmp 000d
            """),

    /// Lets the speaker sound at 440 Hz, and writes `!`.
    BEEP(
            """
            b0 b6        mov al, b6       ; the third timer: a square wave
            e6 43        out 43, al
            b0 98        mov al, 98       ; of 1193182 Hz / 0a98
            e6 42        out 42, al
            b0 0a        mov al, 0a
            e6 42        out 42, al
            e4 61        in al, 61
            0c 03        or al, 3         ; the speaker follows it
            e6 61        out 61, al
            b0 21        mov al, '!'
            e6 e9        out e9, al
            f4           hlt              ; 0016
            eb fd        jmp 0016
            """);

    private static final int SECTOR = 512;
    private static final int CODE_COLUMNS = 12;

    private final String listing;

    /// @param listing the bytes of each instruction in hexadecimal, and what they are
    BootProgram(String listing) {
        this.listing = listing;
    }

    /// Writes a disk with it.
    void write(Path disk) throws IOException {
        byte[] sector = new byte[SECTOR];
        int size = 0;
        for (String line : listing.lines().toList()) {
            String code = line.substring(0, CODE_COLUMNS).strip();
            byte[] bytes = HexFormat.ofDelimiter(" ").parseHex(code);
            System.arraycopy(bytes, 0, sector, size, bytes.length);
            size += bytes.length;
        }
        // the mark of a disk that can be booted
        sector[SECTOR - 2] = 0x55;
        sector[SECTOR - 1] = (byte) 0xaa;
        Path _ = Files.write(disk, sector);
    }
}
