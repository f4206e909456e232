package weft.rfb.message;

import weft.rfb.FixedColourMap;
import weft.rfb.RfbInput;
import weft.rfb.RfbOutput;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// The meaning of indices for a client without true colour (RFC 6143 §7.6.2).
///
/// | bytes | type | field                                  |
/// |------:|------|----------------------------------------|
/// |     1 | U8   | message-type = 1                       |
/// |     1 |      | padding                                |
/// |     2 | U16  | first-colour                           |
/// |     2 | U16  | number-of-colours                      |
/// |   6 * | U16  | red, green, blue, for each of them     |
///
/// @param firstColour the index of the first one
/// @param colours the colours from there on
public record SetColourMapEntries(int firstColour, List<Colour> colours) implements ServerMessage {

    /// A colour in intensities of 16 bits.
    ///
    /// @param red from 0 to 65535
    /// @param green likewise
    /// @param blue likewise
    public record Colour(int red, int green, int blue) {

        /// Takes numbers of 16 bits.
        public Colour {
            Fields.u16("red", red);
            Fields.u16("green", green);
            Fields.u16("blue", blue);
        }

        /// The colour of a packed pixel.
        public static Colour ofRgb(int rgb) {
            return new Colour(
                    (rgb >> 16 & 0xff) * 0x101, (rgb >> 8 & 0xff) * 0x101, (rgb & 0xff) * 0x101);
        }

        /// The colour as `0x00RRGGBB`.
        public int rgb() {
            return red >> 8 << 16 | green >> 8 << 8 | blue >> 8;
        }
    }

    /// Takes indices of 16 bits.
    public SetColourMapEntries {
        colours = List.copyOf(colours);
        Fields.u16("first-colour", firstColour);
        Fields.u16("number-of-colours", colours.size());
    }

    /// The whole [FixedColourMap].
    public static SetColourMapEntries fixed() {
        return new SetColourMapEntries(
                0, Arrays.stream(FixedColourMap.colours()).mapToObj(Colour::ofRgb).toList());
    }

    static SetColourMapEntries read(RfbInput in) {
        ServerMessageType.SET_COLOUR_MAP_ENTRIES.expect(in);
        in.skip(1);
        int firstColour = in.u16();
        int count = in.u16();
        return new SetColourMapEntries(
                firstColour,
                IntStream.range(0, count)
                        .mapToObj(i -> new Colour(in.u16(), in.u16(), in.u16()))
                        .toList());
    }

    @Override
    public void write(RfbOutput out) {
        out.u8(ServerMessageType.SET_COLOUR_MAP_ENTRIES.number());
        out.pad(1);
        out.u16(firstColour);
        out.u16(colours.size());
        for (Colour colour : colours) {
            out.u16(colour.red());
            out.u16(colour.green());
            out.u16(colour.blue());
        }
    }
}
