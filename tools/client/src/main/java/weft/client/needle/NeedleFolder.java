package weft.client.needle;

import weft.framebuffer.match.Needle;

import java.util.List;

/// The needles below a folder.
///
/// @param needles in the order of their files
/// @param warnings one line for each file that is no needle
public record NeedleFolder(List<Needle> needles, List<String> warnings) {

    public NeedleFolder {
        needles = List.copyOf(needles);
        warnings = List.copyOf(warnings);
    }

    /// The needles with a tag.
    public List<Needle> withTag(String tag) {
        return needles.stream().filter(needle -> needle.hasTag(tag)).toList();
    }
}
