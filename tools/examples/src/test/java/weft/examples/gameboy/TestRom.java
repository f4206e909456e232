package weft.examples.gameboy;

import static weft.examples.gameboy.Sm83.If.NOT_ZERO;
import static weft.examples.gameboy.Sm83.If.ZERO;

/// A cartridge whose picture says how many frames it has shown.
///
/// - The ground, a pattern of all four shades, moves by a pixel to the left and up each frame.
/// - The lowest two rows stand still: the first shows the number of the frame in binary, 16 boxes
///   from [#COUNTER_X] on, the highest bit first, a full one for 1.
/// - A ball follows the cross of the joypad, a pixel a frame.
/// - While A is down a tone of 440 Hz is heard and the shades are exchanged, both from the same
///   moment on.
final class TestRom {

    static final int COUNTER_X = 16;
    static final int COUNTER_Y = 128;
    static final int COUNTER_BITS = 16;

    /// Where the ball is at first.
    static final int BALL_X = 76;

    /// Where the ball is at first.
    static final int BALL_Y = 60;

    private static final int TILES = 0x8000;
    private static final int GROUND = 0x9800;
    private static final int STRIP = 0x9C00;
    private static final int SPRITES = 0xFE00;

    private static final int P1 = 0xFF00;
    private static final int IF = 0xFF0F;
    private static final int IE = 0xFFFF;
    private static final int NR21 = 0xFF16;
    private static final int NR22 = 0xFF17;
    private static final int NR23 = 0xFF18;
    private static final int NR24 = 0xFF19;
    private static final int NR50 = 0xFF24;
    private static final int NR51 = 0xFF25;
    private static final int NR52 = 0xFF26;
    private static final int LCDC = 0xFF40;
    private static final int SCY = 0xFF42;
    private static final int SCX = 0xFF43;
    private static final int LY = 0xFF44;
    private static final int BGP = 0xFF47;
    private static final int OBP0 = 0xFF48;
    private static final int WY = 0xFF4A;
    private static final int WX = 0xFF4B;

    /* Variables. */
    private static final int LOW = 0xFF80;
    private static final int HIGH = 0xFF81;
    private static final int X = 0xFF82;
    private static final int Y = 0xFF83;
    private static final int HELD = 0xFF84;

    private static final int BOX = 5;
    private static final int BALL = 7;
    private static final int SHADES = 0xE4;
    private static final int EXCHANGED = 0x1B;
    private static final int TONE = 2048 - 131_072 / 440;

    private TestRom() {}

    /// Its 32 KiB.
    static byte[] cartridge() {
        var rom = new Sm83();
        prepare(rom);
        rom.label("frame").halt().xorA().ldh(IF);
        joypad(rom);
        show(rom);
        rom.jp("frame");
        bits(rom);
        tiles(rom);
        return rom.cartridge("WEFT");
    }

    private static void prepare(Sm83 rom) {
        rom.di();
        // the LCD may be switched off in the blank lines only
        rom.label("lines").ldhA(LY).bytes(0xFE, 144).jr(NOT_ZERO, "lines"); // CP 144
        rom.xorA().ldh(LCDC);

        rom.ldHl(TILES); // to 9FFF with nothing
        rom.label("clear").xorA().store().bytes(0x7C, 0xFE, 0xA0); // LD A,H; CP A0
        rom.jr(NOT_ZERO, "clear");
        rom.ldHl(SPRITES).ldB(0xA0);
        rom.label("sprites").store().bytes(0x05).jr(NOT_ZERO, "sprites"); // DEC B; A is A0: hidden
        rom.ldHl(TILES + 16).ldDe("tiles").ldB(7 * 16);
        rom.label("tile").bytes(0x1A).store().bytes(0x13, 0x05); // LD A,(DE); INC DE; DEC B
        rom.jr(NOT_ZERO, "tile");

        rom.ldHl(GROUND); // tile (x ^ y) & 3, plus 1
        rom.label("ground");
        rom.bytes(0x7D, 0xCB, 0x37, 0x1F, 0xAD, 0xE6, 3, 0x3C); // LD A,L; SWAP A; RRA; XOR L
        rom.store().bytes(0x7C, 0xFE, STRIP >> 8); // AND 3; INC A; LD A,H; CP 9C
        rom.jr(NOT_ZERO, "ground");

        rom.ldA(SHADES).ldh(BGP).ldh(OBP0);
        rom.ldA(COUNTER_Y).ldh(WY).ldA(7).ldh(WX);
        rom.ldA(BALL_X + 8).ldh(X).ldA(BALL_Y + 16).ldh(Y);
        rom.xorA().ldh(LOW).ldh(HIGH).ldh(HELD).ldh(SCX).ldh(SCY);
        rom.ldA(0x80).ldh(NR52).ldA(0x77).ldh(NR50).ldA(0xFF).ldh(NR51); // sound on, both sides
        rom.ldA(0x01).ldh(IE); // wake for the blank lines
        rom.ldA(0xF3).ldh(LCDC); // on: ground at 9800, strip at 9C00, sprites, tiles at 8000
    }

    /// Moves the ball, and turns the tone on and off.
    private static void joypad(Sm83 rom) {
        rom.ldA(0x20).ldh(P1).ldhA(P1).ldhA(P1).bytes(0x2F, 0x47); // CPL; LD B,A: the cross
        move(rom, 0, X, true);
        move(rom, 1, X, false);
        move(rom, 2, Y, false);
        move(rom, 3, Y, true);

        rom.ldA(0x10).ldh(P1).ldhA(P1).ldhA(P1).bytes(0x2F, 0xE6, 1, 0x47); // CPL; AND 1; LD B,A
        rom.ldhA(HELD).bytes(0xB8).jr(ZERO, "same"); // CP B
        rom.bytes(0x78).ldh(HELD).bytes(0xA7).jr(ZERO, "up"); // LD A,B; AND A
        rom.ldA(0x80).ldh(NR21).ldA(0xF0).ldh(NR22); // half and half, as loud as it can be
        rom.ldA(TONE & 0xFF).ldh(NR23).ldA(0x80 | TONE >> 8).ldh(NR24);
        rom.ldA(EXCHANGED).ldh(BGP).jp("same");
        rom.label("up").xorA().ldh(NR22).ldA(SHADES).ldh(BGP);
        rom.label("same");
    }

    private static void move(Sm83 rom, int bit, int variable, boolean more) {
        String label = "not" + bit;
        rom.bytes(0xCB, 0x40 | bit << 3).jr(ZERO, label); // BIT n,B
        rom.ldhA(variable).bytes(more ? 0x3C : 0x3D).ldh(variable); // INC A, DEC A
        rom.label(label);
    }

    private static void show(Sm83 rom) {
        rom.ldHl(SPRITES).ldhA(Y).store().ldhA(X).store().ldA(BALL).store().xorA().store();
        rom.ldhA(LOW).bytes(0xC6, 1).ldh(LOW).ldh(SCX).ldh(SCY); // ADD A,1
        rom.ldhA(HIGH).bytes(0xCE, 0).ldh(HIGH); // ADC A,0
        rom.ldHl(STRIP + COUNTER_X / 8).call("bits").ldhA(LOW).call("bits");
    }

    /// The bits of A as boxes, to where HL points.
    private static void bits(Sm83 rom) {
        rom.label("bits").bytes(0x4F).ldB(8); // LD C,A
        rom.label("bit").ldA(0).bytes(0xCB, 0x11, 0xCE, BOX); // RL C; ADC A,BOX
        rom.store().bytes(0x05).jr(NOT_ZERO, "bit").ret(); // DEC B
    }

    /// The tiles 1 to 7, two bits for each pixel: a byte of the lower, a byte of the higher ones.
    private static void tiles(Sm83 rom) {
        rom.label("tiles");
        tile(rom, "        ", "        ", "        ", "        ");
        tile(rom, ".   .   ", "  .   . ", ".   .   ", "  .   . ");
        tile(rom, "........", ".oooooo.", ".oooooo.", "........");
        tile(rom, "@@@@@@@@", "@o@o@o@o", "@@@@@@@@", "o@o@o@o@");
        rom.bytes(rows("@@@@@@@ ", "@     @ ", "@     @ ", "@     @ "));
        rom.bytes(rows("@     @ ", "@     @ ", "@@@@@@@ ", "        "));
        rom.bytes(rows("@@@@@@@ ", "@@@@@@@ ", "@@@@@@@ ", "@@@@@@@ "));
        rom.bytes(rows("@@@@@@@ ", "@@@@@@@ ", "@@@@@@@ ", "        "));
        rom.bytes(rows("  @@@@  ", " @....@ ", "@.o....@", "@......@"));
        rom.bytes(rows("@......@", "@......@", " @....@ ", "  @@@@  "));
    }

    private static void tile(Sm83 rom, String... half) {
        rom.bytes(rows(half)).bytes(rows(half));
    }

    private static int[] rows(String... rows) {
        int[] bytes = new int[2 * rows.length];
        for (int i = 0; i < bytes.length; i++) {
            for (char pixel : rows[i / 2].toCharArray()) {
                int shade = " .o@".indexOf(pixel);
                bytes[i] = (bytes[i] << 1) | ((shade >> (i % 2)) & 1);
            }
        }
        return bytes;
    }
}
