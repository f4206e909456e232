package weft.cli;

import picocli.CommandLine.IVersionProvider;

import weft.coroutine.ManualLoop;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/// What `weft --version` says.
final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() throws IOException {
        return new String[] {
            "weft " + weft(),
            "java " + Runtime.version() + " (" + System.getProperty("java.vendor") + ")",
            "os " + System.getProperty("os.name") + " " + System.getProperty("os.arch"),
            "coroutines " + ManualLoop.create().backendName()
        };
    }

    private static String weft() throws IOException {
        try (InputStream in = Version.class.getResourceAsStream("version.properties")) {
            var properties = new Properties();
            if (in != null) {
                properties.load(in);
            }
            return properties.getProperty("version", "(unknown version)");
        }
    }
}
