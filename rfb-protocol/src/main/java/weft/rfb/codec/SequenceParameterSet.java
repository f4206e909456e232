package weft.rfb.codec;

import weft.rfb.RfbProtocolException;
import weft.rfb.RfbProtocolException.Reason;

/// What a stream of H.264 says about its pictures, as far as it tells how large they are and how
/// many of them are kept (ITU-T H.264 §7.3.2.1.1).
///
/// | bits | field                                                                            |
/// |-----:|----------------------------------------------------------------------------------|
/// |    8 | profile_idc: 66 baseline, 77 main, 88 extended, 100 high                         |
/// |   16 | constraints and reserved bits, level_idc                                         |
/// |   ue | seq_parameter_set_id                                                             |
/// |    * | high profile: see [#readFormat]                                                  |
/// |   ue | log2_max_frame_num_minus4                                                        |
/// |    * | see [#skipPictureOrder]                                                          |
/// |   ue | max_num_ref_frames                                                               |
/// |    1 | gaps_in_frame_num_value_allowed_flag                                             |
/// |   ue | pic_width_in_mbs_minus1                                                          |
/// |   ue | pic_height_in_map_units_minus1: rows of macroblocks                              |
/// |    1 | frame_mbs_only_flag                                                              |
/// |    1 | direct_8x8_inference_flag                                                        |
/// |    1 | frame_cropping_flag; if it is 1: ue left, right, top, bottom, in pairs of pixels |
/// |    * | what does not matter here                                                        |
///
/// Only what OpenH264 can decode is read: it refuses other profiles, fields, other formats than
/// 4:2:0 and more than 8 bits, but not always before it makes room.
///
/// @param codedWidth a multiple of 16
/// @param codedHeight a multiple of 16
/// @param width of what is shown, the rest is cut off
/// @param height of what is shown
/// @param referenceFrames how many pictures others may refer to
record SequenceParameterSet(
        long codedWidth, long codedHeight, long width, long height, long referenceFrames) {

    static final int MACROBLOCK = 16;

    private static final int BASELINE = 66;
    private static final int MAIN = 77;
    private static final int EXTENDED = 88;
    private static final int HIGH = 100;
    private static final int YUV_420 = 1;
    private static final int MOST_IN_CYCLE = 255;

    static SequenceParameterSet read(RbspReader in) {
        int profile = in.u(8);
        if (profile != BASELINE && profile != MAIN && profile != EXTENDED && profile != HIGH) {
            throw unsupported("profile " + profile, "66, 77, 88 or 100");
        }
        in.u(16);
        in.ue();
        if (profile == HIGH) {
            readFormat(in);
        }
        in.ue();
        skipPictureOrder(in);
        long referenceFrames = in.ue();
        in.flag();
        long codedWidth = (in.ue() + 1) * MACROBLOCK;
        long codedHeight = (in.ue() + 1) * MACROBLOCK;
        if (!in.flag()) {
            throw unsupported("fields", "frames only");
        }
        in.flag();
        long width = codedWidth;
        long height = codedHeight;
        if (in.flag()) {
            width -= 2 * (in.ue() + in.ue());
            height -= 2 * (in.ue() + in.ue());
        }
        if (width <= 0 || height <= 0) {
            throw unsupported(
                    "%dx%d of %dx%d shown".formatted(width, height, codedWidth, codedHeight),
                    "at least 1x1");
        }
        return new SequenceParameterSet(codedWidth, codedHeight, width, height, referenceFrames);
    }

    /// | bits | field                                                              |
    /// |-----:|--------------------------------------------------------------------|
    /// |   ue | chroma_format_idc: 1 is 4:2:0                                      |
    /// |   ue | bit_depth_luma_minus8                                              |
    /// |   ue | bit_depth_chroma_minus8                                            |
    /// |    1 | qpprime_y_zero_transform_bypass_flag                               |
    /// |    1 | seq_scaling_matrix_present_flag; if it is 1: 8 times a flag, and a |
    /// |      | list if that is 1, the first six of 16 numbers, the others of 64   |
    private static void readFormat(RbspReader in) {
        long format = in.ue();
        if (format != YUV_420) {
            throw unsupported("chroma format " + format, "1, which is 4:2:0");
        }
        long luma = in.ue() + 8;
        long chroma = in.ue() + 8;
        if (luma != 8 || chroma != 8) {
            throw unsupported("%d and %d bits".formatted(luma, chroma), "8 and 8");
        }
        in.flag();
        if (in.flag()) {
            for (int list = 0; list < 8; list++) {
                if (in.flag()) {
                    skipScalingList(in, list < 6 ? 16 : 64);
                }
            }
        }
    }

    /// Each number is a difference from the last one; after a 0 there are no more.
    private static void skipScalingList(RbspReader in, int size) {
        long scale = 8;
        for (int i = 0; i < size && scale != 0; i++) {
            scale = scale + in.se() & 0xff;
        }
    }

    /// | bits | field                                                             |
    /// |-----:|-------------------------------------------------------------------|
    /// |   ue | pic_order_cnt_type                                                |
    /// |   ue | type 0: log2_max_pic_order_cnt_lsb_minus4                         |
    /// |    1 | type 1: delta_pic_order_always_zero_flag                          |
    /// |   se | type 1: offset_for_non_ref_pic                                    |
    /// |   se | type 1: offset_for_top_to_bottom_field                            |
    /// |   ue | type 1: num_ref_frames_in_pic_order_cnt_cycle, and so many offsets |
    private static void skipPictureOrder(RbspReader in) {
        long type = in.ue();
        if (type == 0) {
            in.ue();
        } else if (type == 1) {
            in.flag();
            in.se();
            in.se();
            long cycle = in.ue();
            if (cycle > MOST_IN_CYCLE) {
                throw unsupported("a cycle of %d frames".formatted(cycle), "0 to 255");
            }
            for (long i = 0; i < cycle; i++) {
                in.se();
            }
        } else if (type != 2) {
            throw unsupported("picture order of type " + type, "0 to 2");
        }
    }

    private static RfbProtocolException unsupported(String what, String expected) {
        return new RfbProtocolException(
                Reason.DATA, "H.264 of %s, expected %s".formatted(what, expected));
    }
}
