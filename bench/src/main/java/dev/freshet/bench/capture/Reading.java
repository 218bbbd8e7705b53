package dev.freshet.bench.capture;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/**
 * What it took to read a log once.
 *
 * @param cpuNanos of this process, all threads; what the server or another program used is not in it
 * @param allocatedBytes by this process
 */
record Reading(long rows, long nanos, long cpuNanos, long allocatedBytes) {
    double rowsPerSecond() {
        return rows * 1e9 / nanos;
    }

    double cpuMicrosPerRow() {
        return cpuNanos / 1e3 / rows;
    }

    double bytesPerRow() {
        return (double) allocatedBytes / rows;
    }

    /** Begins to measure; {@link Clock#stop} answers what was used since. */
    static Clock start() {
        return new Clock(System.nanoTime(), cpuNow(), allocatedNow());
    }

    /** The state at the beginning. */
    record Clock(long nanos, long cpuNanos, long allocatedBytes) {
        Reading stop(long rows) {
            long end = System.nanoTime();
            return new Reading(rows, end - nanos, cpuNow() - cpuNanos, allocatedNow() - allocatedBytes);
        }
    }

    private static long cpuNow() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }

    private static long allocatedNow() {
        return ManagementFactory.getPlatformMXBean(ThreadMXBean.class).getTotalThreadAllocatedBytes();
    }
}
