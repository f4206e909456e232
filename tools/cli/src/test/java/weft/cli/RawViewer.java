package weft.cli;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;

/// The smallest viewer there can be: no password, Raw encoding, the server's own pixel format.
final class RawViewer implements AutoCloseable {

    private final Socket socket;
    private final DataInputStream in;
    private final DataOutputStream out;
    private final int width;
    private final int height;

    RawViewer(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(30_000);
        in = new DataInputStream(socket.getInputStream());
        out = new DataOutputStream(socket.getOutputStream());
        in.skipNBytes(12);
        out.writeBytes("RFB 003.008\n");
        in.skipNBytes(in.readUnsignedByte());
        out.write(1); // security type None
        if (in.readInt() != 0) {
            throw new IOException("not let in");
        }
        out.write(1); // shared
        width = in.readUnsignedShort();
        height = in.readUnsignedShort();
        in.skipNBytes(16);
        in.skipNBytes(in.readInt());
    }

    /// The whole picture as it is now, 0x00RRGGBB.
    int[] picture() throws IOException {
        out.write(3);
        out.write(0); // not incremental
        out.writeInt(0);
        out.writeShort(width);
        out.writeShort(height);
        in.skipNBytes(2);
        int rectangles = in.readUnsignedShort();
        int[] pixels = new int[width * height];
        for (int i = 0; i < rectangles; i++) {
            int left = in.readUnsignedShort();
            int top = in.readUnsignedShort();
            int columns = in.readUnsignedShort();
            int rows = in.readUnsignedShort();
            in.skipNBytes(4);
            for (int y = top; y < top + rows; y++) {
                for (int x = left; x < left + columns; x++) {
                    pixels[y * width + x] = Integer.reverseBytes(in.readInt()) & 0xFFFFFF;
                }
            }
        }
        return pixels;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
