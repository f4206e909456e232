package weft.client.recording;

/// One thing that a recorded server did.
public sealed interface RecordedEvent {

    /// The picture has changed, or a part of it.
    record Picture() implements RecordedEvent {}

    /// The bell rang.
    record Bell() implements RecordedEvent {}

    /// There was new text in the server's cut buffer.
    ///
    /// @param text what it was
    record CutText(String text) implements RecordedEvent {}

    /// Something that nobody sees or hears.
    record Other() implements RecordedEvent {}
}
