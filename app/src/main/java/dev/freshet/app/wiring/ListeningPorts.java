package dev.freshet.app.wiring;

import dev.freshet.app.StartException;
import dev.freshet.app.StartFailure.PortInUse;
import dev.freshet.app.configuration.Configuration;
import dev.freshet.app.configuration.Setting;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** The endpoint's port, looked at before anything is started: a mistake in it is told at once and leaves nothing behind. */
public final class ListeningPorts {
    private ListeningPorts() {}

    /** @throws StartException when somebody listens on the endpoint's port */
    public static void requireFree(Configuration configuration) {
        int port = configuration.endpoint().port();
        try (ServerSocket _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return;
        } catch (IOException e) {
            throw new StartException(new PortInUse(Setting.PORT, port), e);
        }
    }
}
