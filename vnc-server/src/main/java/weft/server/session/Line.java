package weft.server.session;

import org.jspecify.annotations.Nullable;

import weft.coroutine.Loop;
import weft.rfb.RfbBuffer;
import weft.rfb.message.Fence;
import weft.rfb.message.ServerFence;
import weft.server.connection.Connection;
import weft.server.update.UpdateMaker;

import java.nio.ByteBuffer;

/// The way to the viewer: all that is sent goes through here, and where the viewer answers fences,
/// it is counted and marked for [Congestion]. Without fences the line is taken for one that needs
/// no limit.
///
/// A mark is a fence whose payload is its number; the announcement of fences is longer.
final class Line {
    private final Connection connection;
    private final Loop loop;
    private @Nullable Congestion congestion;

    Line(Connection connection, Loop loop) {
        this.connection = connection;
        this.loop = loop;
    }

    /// The viewer answers fences, or no longer.
    void answersFences(boolean answers) {
        if (!answers) {
            congestion = null;
        } else if (congestion == null) {
            congestion = new Congestion(loop::nanoTime);
        }
    }

    /// The viewer answers one of our fences: a mark, the announcement, or nothing that we know.
    /// Says whether that can have ended a wait.
    boolean fenceAnswered(Fence answer) {
        byte[] payload = answer.payload();
        if (congestion == null || payload.length != Integer.BYTES) {
            return false;
        }
        congestion.returned(ByteBuffer.wrap(payload).getInt());
        return true;
    }

    /// For how long no update should be sent; 0 if now.
    long waitNanos() {
        return congestion == null ? 0 : congestion.waitNanos();
    }

    /// The most bytes that an update should have.
    long partBytes() {
        return congestion == null ? UpdateMaker.NO_LIMIT : congestion.partBytes();
    }

    /// Whether what cannot wait for long may be sent while updates have to, after `bytes` of it.
    boolean hasRoomBeside(long bytes) {
        return congestion == null || congestion.hasRoomBeside(bytes);
    }

    void send(RfbBuffer out) {
        if (congestion != null) {
            congestion.sent(out.length());
        }
        connection.send(out);
    }

    /// Sends an update and behind it a mark, which comes back when the viewer has drawn it.
    void sendMarked(RfbBuffer out) {
        Congestion marked = congestion;
        if (marked == null || !marked.canMark()) {
            send(out);
            return;
        }
        if (marked.wantsBareMark()) {
            var ahead = new RfbBuffer(32);
            writeMark(marked.nextNumber(), ahead);
            marked.sentMarked(ahead.length());
            connection.send(ahead);
        }
        writeMark(marked.nextNumber(), out);
        marked.sentMarked(out.length());
        connection.send(out);
    }

    private static void writeMark(int number, RfbBuffer out) {
        byte[] payload = ByteBuffer.allocate(Integer.BYTES).putInt(number).array();
        new ServerFence(new Fence(Fence.REQUEST | Fence.BLOCK_BEFORE, payload)).write(out);
    }
}
