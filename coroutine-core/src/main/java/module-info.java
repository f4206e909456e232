/// QEMU's coroutines for the JVM: create, enter, yield, under one global lock.
///
/// Start at [weft.coroutine.Coroutine]; [weft.coroutine.Loop] is what runs coroutines.
module weft.coroutine {
    requires static transitive org.jspecify;
    requires jdk.jfr;
    requires static java.management;

    exports weft.coroutine;
}
