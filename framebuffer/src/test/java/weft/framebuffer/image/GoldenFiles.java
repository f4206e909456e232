package weft.framebuffer.image;

/// Small image files, made byte by byte from the formats' specifications and by no image library.
///
/// Those without another remark show 3x2 pixels: red, green, blue; 0x336699, white, black.
final class GoldenFiles {

    static final String PNG =
            "89504e470d0a1a0a0000000d49484452000000030000000208020000001216f1"
                    + "4d000000154944415478da63f8cfc0c000c1c66933ffff0731014502072d9443"
                    + "50830000000049454e44ae426082";

    static final String BMP =
            "424d4e0000000000000036000000280000000300000002000000010018000000"
                    + "00001800000000000000000000000000000000000000996633ffffff00000000"
                    + "00000000ff00ff00ff0000000000";

    static final String TGA =
            "0000020000000000000000000300020018200000ff00ff00ff0000996633ffff" + "ff000000";

    static final String TGA_RUN_LENGTH =
            "00000a000000000000000000030002001820020000ff00ff00ff000002996633" + "ffffff000000";

    static final String TIFF =
            "49492a0020000000ff000000ff000000ff336699ffffff000000080008000800"
                    + "0900000103000100000003000000010103000100000002000000020103000300"
                    + "00001a0000000301030001000000010000000601030001000000020000001101"
                    + "0400010000000800000015010300010000000300000016010300010000000200"
                    + "000017010400010000001200000000000000";

    /// 3x1: grey 0, 128, 255.
    static final String PNG_GRAY =
            "89504e470d0a1a0a0000000d49484452000000030000000108000000003e8b4b"
                    + "680000000c4944415478da636068f80f00020301801a9c263b0000000049454e"
                    + "44ae426082";

    /// 3x1: opaque red, white of alpha 128, and one that cannot be seen.
    static final String PNG_TRANSPARENT =
            "89504e470d0a1a0a0000000d49484452000000030000000108060000001be014"
                    + "b4000000134944415478da63f8cfc0f01f081a38393919002cb40597d27ad23d"
                    + "0000000049454e44ae426082";

    /// 2x1: 0x336699, 0xcc3300.
    static final String GIF =
            "47494638396102000100810000336699cc33000000000000002c000000000200"
                    + "0100000202440a003b";

    /// 3x2, lossless, all of it 0x336699.
    static final String WEBP = "5249464618000000574542505650384c0c0000002f02400000a859679ad9ff00";

    /// A header beyond the limit of a side, with next to no data.
    static final String PNG_20000_X_20000 =
            "89504e470d0a1a0a0000000d4948445200004e2000004e2008020000006c12d1"
                    + "6e000000094944415478da63000000010001b10db6930000000049454e44ae42"
                    + "6082";

    /// A header beyond the limit of pixels.
    static final String PNG_16384_X_16384 =
            "89504e470d0a1a0a0000000d494844520000400000004000080200000026aa87"
                    + "d3000000094944415478da63000000010001b10db6930000000049454e44ae42"
                    + "6082";

    private GoldenFiles() {}
}
