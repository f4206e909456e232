package weft.rfb.encoding;

import weft.rfb.RfbBuffer;
import weft.rfb.codec.DeflateStream;

/// The compression streams of one encoder, by number; a set of them is an int with a bit for each.
///
/// Those of a shared encoder write blocks that refer to nothing before them. What it writes can go
/// out as if another encoder had written it, once the streams of that one have begun:
///
/// ```
///   shared.encode(...);  int written = shared.streams().takeWritten();
///   viewer.streams().haveBegun(written)  ->  send it;  viewer.streams().skip(written)
/// ```
public final class DeflateStreams implements AutoCloseable {

    /// Of an encoder that does not compress.
    static final DeflateStreams NONE = new DeflateStreams(0, false);

    private final DeflateStream[] streams;
    private int written;

    /// @param shared whether what is written is for the streams of many encoders
    DeflateStreams(int count, boolean shared) {
        streams = new DeflateStream[count];
        for (int i = 0; i < count; i++) {
            int level = Encoder.DEFAULT_COMPRESSION_LEVEL;
            streams[i] = shared ? DeflateStream.ofSharedBlocks(level) : new DeflateStream(level);
        }
    }

    /// The stream with this number, to write into.
    DeflateStream get(int number) {
        written |= 1 << number;
        return streams[number];
    }

    /// Appends bytes to the stream with this number, and all of it that is needed to read them.
    void write(int number, byte[] src, int off, int len, RfbBuffer out) {
        DeflateStream stream = get(number);
        stream.write(src, off, len, out);
        stream.flush(out);
    }

    /// In which streams something was written since this was asked last.
    public int takeWritten() {
        int taken = written;
        written = 0;
        return taken;
    }

    /// Whether something was written in all of `numbers`: a stream begins with a header, which is
    /// not in what is shared.
    public boolean haveBegun(int numbers) {
        for (int i = 0; i < streams.length; i++) {
            if ((numbers >> i & 1) != 0 && !streams[i].isStarted()) {
                return false;
            }
        }
        return true;
    }

    /// What a shared encoder has written goes out now in `numbers`: what comes after refers to
    /// nothing before it.
    public void skip(int numbers) {
        for (int i = 0; i < streams.length; i++) {
            if ((numbers >> i & 1) != 0) {
                streams[i].rest();
            }
        }
    }

    /// Frees the compressors and with them the history; the streams go on with what is written
    /// next.
    public void rest() {
        for (DeflateStream stream : streams) {
            stream.rest();
        }
    }

    void level(int level) {
        for (DeflateStream stream : streams) {
            stream.level(level);
        }
    }

    /// For the stream with this number alone.
    void level(int number, int level) {
        streams[number].level(level);
    }

    @Override
    public void close() {
        for (DeflateStream stream : streams) {
            stream.close();
        }
    }
}
