/// The server's updates as frames.
///
/// The client's session calls [weft.client.picture.RemotePicture], for each update, on the thread
/// that reads. It knows no sockets and no threads.
@NullMarked
package weft.client.picture;

import org.jspecify.annotations.NullMarked;
