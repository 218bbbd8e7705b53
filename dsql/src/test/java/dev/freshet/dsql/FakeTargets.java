package dev.freshet.dsql;

import dev.freshet.gateway.Arn;
import java.util.ArrayList;
import java.util.List;

/** Finds what the test says. */
final class FakeTargets implements Targets {
    private Finding finding = new Finding.Usable();
    private final List<Arn> checkedFor = new ArrayList<>();

    @Override
    public synchronized Finding check(KinesisTarget target, Arn cdcStream) {
        checkedFor.add(cdcStream);
        return finding;
    }

    synchronized void find(Finding next) {
        finding = next;
    }

    synchronized List<Arn> checkedFor() {
        return List.copyOf(checkedFor);
    }
}
