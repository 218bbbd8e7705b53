package dev.freshet.capture.database.attached;

import dev.freshet.capture.database.attached.Finding.Severity;
import java.util.List;

/** What was found in a database that is to be attached. */
public record Inspection(DdlWatch watch, List<Finding> findings) {
    public Inspection {
        findings = List.copyOf(findings);
    }

    /** Whether something must be mended by its operator first. */
    public boolean isBlocked() {
        return findings.stream().anyMatch(finding -> finding.severity() == Severity.BLOCKS);
    }
}
