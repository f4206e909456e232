package weft.client.recording;

import weft.rfb.message.ServerInit;

/// Who is told what a viewer and its server say to each other once the viewer is logged in: from
/// after the ServerInit on, and nothing of the login.
///
/// A client calls [#began] once, then the others from one thread for each direction. They should
/// return soon, must throw nothing, and may use the bytes only until they return.
public interface Recorder {

    /// Who notes nothing.
    Recorder NONE =
            new Recorder() {
                @Override
                public void began(ServerInit init) {}

                @Override
                public void received(byte[] src, int off, int len) {}

                @Override
                public void sent(byte[] src, int off, int len) {}
            };

    /// The server has let the viewer in.
    ///
    /// @param init what it shows, in its own pixel format
    void began(ServerInit init);

    /// The server has sent something; it may begin and end within a message.
    void received(byte[] src, int off, int len);

    /// The viewer is going to send something; it may begin and end within a message.
    void sent(byte[] src, int off, int len);
}
