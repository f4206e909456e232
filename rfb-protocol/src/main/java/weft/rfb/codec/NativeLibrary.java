package weft.rfb.codec;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.util.List;
import java.util.Optional;

/// A library of the machine, found under one of its names.
record NativeLibrary(String name, SymbolLookup symbols) {

    /// The first of these libraries that is there and has these functions. Nothing that is wrong
    /// with a library is an error: the JDK does the same, slower.
    static Optional<NativeLibrary> find(List<String> names, List<String> functions) {
        if (!Natives.allowed()) {
            return Optional.empty();
        }
        return names.stream()
                .flatMap(name -> open(name).stream())
                .filter(library -> library.has(functions))
                .findFirst();
    }

    @SuppressWarnings("restricted")
    private static Optional<NativeLibrary> open(String name) {
        try {
            var symbols = SymbolLookup.libraryLookup(name, Arena.global());
            return Optional.of(new NativeLibrary(name, symbols));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // not there, or not for this machine
        }
    }

    private boolean has(List<String> functions) {
        return functions.stream().allMatch(function -> symbols.find(function).isPresent());
    }

    /// A handle of one of the functions.
    @SuppressWarnings("restricted")
    MethodHandle function(String function, FunctionDescriptor type) {
        return Linker.nativeLinker().downcallHandle(symbols.findOrThrow(function), type);
    }

    /// A handle of functions of this type, whose address is its first argument.
    @SuppressWarnings("restricted")
    static MethodHandle method(FunctionDescriptor type) {
        return Linker.nativeLinker().downcallHandle(type);
    }

    /// A call of handles.
    interface Call<T> {
        T run() throws Throwable;
    }

    /// The result of a call whose types are right, so that it never throws.
    static <T> T call(Call<T> call) {
        try {
            return call.run();
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    /// What a call of a handle threw, which it never does if its types are right.
    static RuntimeException broken(Throwable thrown) {
        if (thrown instanceof Error error) {
            throw error;
        }
        return new IllegalStateException(thrown);
    }
}
