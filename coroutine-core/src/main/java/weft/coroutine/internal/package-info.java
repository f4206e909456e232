/// The two ways to give a coroutine a stack of its own, and what must not be seen elsewhere.
///
/// [Backend] is the SPI (new, switch, delete, as in QEMU); [ContinuationBackend] uses the JDK's
/// internal continuations, [ThreadBackend] a thread for each coroutine. [Backends] chooses. Called
/// by `weft.coroutine` only.
@NullMarked
package weft.coroutine.internal;

import org.jspecify.annotations.NullMarked;
