package weft.server.session;

import static weft.rfb.RfbProtocolException.Reason.MESSAGE_TYPE;

import org.jspecify.annotations.Nullable;

import weft.rfb.RfbProtocolException;
import weft.rfb.message.ClientFence;
import weft.rfb.message.Fence;
import weft.rfb.message.ServerFence;

/// Answers a viewer's fences where they belong in the stream (rfbproto, ClientFence).
///
/// Messages are handled one after the other, each takes effect before the next is read, and the
/// answer goes through the outbox, behind whatever is being sent. That is how the flags are met:
///
/// - *BlockBefore* holds for every fence: what came before it has taken effect, and an update that
///   was being made with the old state goes out before the answer. If it is the only flag, the
///   answer says more, see [Barriers].
/// - *BlockAfter*: the next message is not read before the answer is sent.
/// - *SyncNext*: the answer waits for the next message and is put into the outbox together with its
///   effect, with no yield in between. No update is begun while the outbox has something, so all
///   those before the answer are of the old state, all after it of the new one.
/// - With both, the next message is that of SyncNext, and BlockAfter holds for the one behind it.
///
/// The reader's, like everything that it hands messages to.
final class Fences {
    private final UpdateLoop updates;
    private final Barriers barriers;
    private @Nullable Fence waitsForNext;
    private boolean blocksAfter;

    Fences(UpdateLoop updates, Barriers barriers) {
        this.updates = updates;
        this.barriers = barriers;
    }

    /// The next message has been read and is about to take effect.
    void beforeMessage() {
        Fence fence = waitsForNext;
        if (fence != null) {
            waitsForNext = null;
            answer(fence);
        }
    }

    /// The message has taken effect.
    void afterMessage() {
        if (blocksAfter) {
            blocksAfter = false;
            updates.awaitReplies();
        }
    }

    /// The viewer's fence, or its answer to one of ours.
    void handle(ClientFence message) {
        if (!updates.hasAnnouncedFences()) {
            throw new RfbProtocolException(
                    MESSAGE_TYPE, "ClientFence before SetEncodings with Fence (-312)");
        }
        Fence fence = message.fence();
        if (!fence.has(Fence.REQUEST)) {
            updates.fenceAnswered(fence);
        } else if (fence.has(Fence.SYNC_NEXT)) {
            waitsForNext = fence;
        } else if (fence.has(Fence.BLOCK_BEFORE) && !fence.has(Fence.BLOCK_AFTER)) {
            barriers.add(fence);
        } else {
            answer(fence);
        }
    }

    private void answer(Fence fence) {
        updates.answerFence(new ServerFence(fence.answer()));
        blocksAfter = fence.has(Fence.BLOCK_AFTER);
    }
}
