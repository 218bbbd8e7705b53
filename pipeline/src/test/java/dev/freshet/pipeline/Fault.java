package dev.freshet.pipeline;

import dev.freshet.pipeline.Failpoints.Moment;
import java.util.List;
import java.util.Random;

/** What happens to servers, networks and processes, and must cost nothing: it passes, and no change is lost. */
public enum Fault {
    SERVER_RESTARTED {
        @Override
        public void happenTo(Trial trial) {
            trial.server().stop();
            trial.server().start();
        }
    },
    SERVER_KILLED {
        @Override
        public void happenTo(Trial trial) throws Exception {
            trial.killServer();
        }
    },
    SERVER_RECOVERED_ON_A_NEW_TIMELINE {
        @Override
        public void happenTo(Trial trial) throws Exception {
            int before = trial.timeline();
            trial.server().stop();
            trial.startOnNewTimeline();
            if (trial.timeline() <= before) {
                throw new AssertionError("The server is on timeline " + before + " still");
            }
        }
    },
    STANDBY_PROMOTED {
        @Override
        public void happenTo(Trial trial) throws Exception {
            int before = trial.timeline();
            trial.server().stop();
            trial.startAsStandby();
            // While the pipeline tries: a reader that a standby let in would take the new timeline for the old one.
            Thread.sleep(trial.random().nextInt(500));
            trial.executeAtServer("SELECT pg_promote()");
            trial.awaitPrimary();
            if (trial.timeline() <= before) {
                throw new AssertionError("The server is on timeline " + before + " still");
            }
        }
    },
    WAL_SENDER_TERMINATED {
        @Override
        public void happenTo(Trial trial) throws Exception {
            trial.executeAtServer("SELECT pg_terminate_backend(active_pid) FROM pg_replication_slots"
                    + " WHERE active_pid IS NOT NULL");
        }
    },
    SERVER_UNREACHABLE {
        @Override
        public void happenTo(Trial trial) throws Exception {
            trial.network().refuse();
            trial.awaitWritten(20);
            trial.network().heal();
        }
    },
    CONNECTION_CUT_IN_THE_MIDST_OF_A_MESSAGE {
        @Override
        public void happenTo(Trial trial) throws Exception {
            for (int i = 0; i < 3; i++) {
                trial.network().cutAfter(trial.random().nextInt(100_000));
                trial.awaitWritten(10);
            }
        }
    },
    CONNECTION_HUNG {
        @Override
        public void happenTo(Trial trial) throws Exception {
            trial.network().hold();
            Thread.sleep(Trial.SILENCE.plusSeconds(1));
            trial.network().heal();
        }
    },
    WAL_SENDER_TIMED_OUT {
        @Override
        public void happenTo(Trial trial) throws Exception {
            trial.network().holdRequests();
            Thread.sleep(Trial.SILENCE.plusSeconds(2));
            trial.network().heal();
        }
    },
    NETWORK_SLOW {
        @Override
        public void happenTo(Trial trial) throws Exception {
            trial.network().slowTo(200_000);
            trial.awaitWritten(40);
            trial.network().heal();
        }
    },
    TARGET_DENIES {
        @Override
        public void happenTo(Trial trial) throws Exception {
            trial.target().deny(true);
            trial.awaitWritten(30);
            trial.target().deny(false);
        }
    },
    TARGET_HANGS {
        @Override
        public void happenTo(Trial trial) throws Exception {
            trial.target().hold(true);
            trial.awaitWritten(30);
            // Longer than the server waits for somebody who says nothing: the pipeline must go on talking to it.
            Thread.sleep(Trial.SILENCE.plusSeconds(2));
            trial.target().hold(false);
        }
    },
    CATALOG_UNREACHABLE {
        @Override
        public void happenTo(Trial trial) throws Exception {
            trial.catalogNetwork().refuse();
            trial.awaitWritten(30);
            trial.catalogNetwork().heal();
        }
    },
    PROCESS_RESTARTED {
        @Override
        public void happenTo(Trial trial) {
            trial.restartProcess();
        }
    },
    PROCESS_KILLED {
        @Override
        public void happenTo(Trial trial) throws Exception {
            Random random = trial.random();
            Moment moment = List.of(Moment.values()).get(random.nextInt(Moment.values().length));
            trial.killProcess(moment, 1 + random.nextInt(20));
        }
    };

    /** Happens, while the writers write, and is over when this returns. */
    public abstract void happenTo(Trial trial) throws Exception;
}
