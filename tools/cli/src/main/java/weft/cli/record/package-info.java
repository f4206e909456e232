/// The recording proxy of `weft record`.
///
/// `RecordCommand` calls it; start at [weft.cli.record.RecordingProxy]. What passes is the client's
/// [weft.client.proxy.Relay].
@NullMarked
package weft.cli.record;

import org.jspecify.annotations.NullMarked;
