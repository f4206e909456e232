/// What a server says of itself: what it offers before a login, and which extensions it announces
/// after it.
///
/// The builder of clients makes them for tools that examine servers. Start at
/// [weft.client.probe.ServerOffer], then at [weft.client.probe.Announcement].
@NullMarked
package weft.client.probe;

import org.jspecify.annotations.NullMarked;
