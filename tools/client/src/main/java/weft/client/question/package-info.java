/// Short conversations with servers that find out what they are, and show nothing.
///
/// The client's builder calls them; what they find out is in `weft.client.probe`. They know no
/// sockets and no pictures.
@NullMarked
package weft.client.question;

import org.jspecify.annotations.NullMarked;
