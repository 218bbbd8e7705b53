package dev.freshet.app.wiring;

import dev.freshet.app.status.Status;
import dev.freshet.app.status.StatusJson;
import dev.freshet.gateway.http.InternalPages;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The page that {@code freshet status} and {@code freshet env} read. Until there is something to show there is none. */
public final class StatusPage implements InternalPages {
    private volatile @Nullable LiveStatus status;

    public void show(LiveStatus live) {
        status = live;
    }

    @Override
    public Optional<Page> page(String path) {
        LiveStatus live = status;
        return live == null || !path.equals(Status.PATH) ? Optional.empty() : Optional.of(page(live.now()));
    }

    private static Page page(Status status) {
        return new Page("application/json", StatusJson.write(status).getBytes(StandardCharsets.UTF_8));
    }
}
