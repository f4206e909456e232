package weft.cli;

import picocli.CommandLine.IVersionProvider;

import weft.coroutine.ManualLoop;
import weft.rfb.codec.Natives;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/// What `weft --version` says.
final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add("weft " + number());
        lines.add("java " + Runtime.version() + " (" + System.getProperty("java.vendor") + ")");
        lines.add("os " + System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        lines.add("coroutines " + ManualLoop.create().backendName());
        lines.addAll(Natives.describe());
        return lines.toArray(String[]::new);
    }

    /// The number alone.
    static String number() throws IOException {
        try (InputStream in = Version.class.getResourceAsStream("version.properties")) {
            var properties = new Properties();
            if (in != null) {
                properties.load(in);
            }
            return properties.getProperty("version", "(unknown version)");
        }
    }
}
