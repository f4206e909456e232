/// Coroutines after QEMU's contract: asynchronous code in a sequential shape, under one global
/// lock.
///
/// What is here: [Loop] (the one loop and its global lock) runs [Coroutine]s; they wait through
/// [CoQueue], [CoMutex], [CoRwLock], [CoSleep], [CoTurn] and [Loop#runOnWorker]. [ThreadLoop] is
/// the plain loop, [ManualLoop] the deterministic one for tests; a server adapts its own event loop
/// by extending [Loop].
///
/// ```
///   loop thread                      coroutine A                 coroutine B
///   ───────────                      ───────────                 ───────────
///   lock ── enter(A) ───────────────▶ runs
///                                     queue.await() ─┐ yields
///        ◀───────────────────────────────────────────┘
///        ── enter(B) ───────────────────────────────────────────▶ runs
///                                                                 queue.next()  // A is scheduled
///        ◀──────────────────────────────────────────────── ends ──┘
///        ── enter(A) ───────────────▶ goes on
///   unlock, wait for sockets and timers
/// ```
///
/// Who calls it: the server's sessions, and anybody who wants to lift blocking code onto one loop.
/// It knows nothing of sockets, pixels or RFB. Start reading at [Coroutine], then [Loop]. The two
/// ways to switch stacks are in `weft.coroutine.internal`; no other package touches the JDK's
/// continuations.
@NullMarked
package weft.coroutine;

import org.jspecify.annotations.NullMarked;
