package dev.freshet.bench.capture;

import dev.freshet.bench.stage.Sql;
import dev.freshet.capture.DatabaseAddress;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** What the log is filled with. Each of its row changes makes one change record. */
enum Workload {
    /** A million inserts of an order of nine columns, ten thousand a transaction. */
    INSERTS("inserts, 10,000 a transaction", 1_000_000) {
        @Override
        void load(DatabaseAddress database, int rows) {
            for (int from = 1; from <= rows; from += LARGE) {
                int to = Math.min(rows, from + LARGE - 1);
                Sql.execute(database, orders(from, to));
            }
        }
    },

    /** Transactions of one row, by four clients at once. */
    SINGLE_ROWS("single-row transactions, 4 clients", 300_000) {
        @Override
        void load(DatabaseAddress database, int rows) {
            int share = rows / CLIENTS;
            List<Thread> clients = IntStream.range(0, CLIENTS)
                    .mapToObj(client -> Thread.ofVirtual()
                            .name("client-" + client)
                            .start(() -> {
                                int from = 1 + client * share;
                                int to = client == CLIENTS - 1 ? rows : from + share - 1;
                                Sql.execute(
                                        database,
                                        "DO $$ BEGIN FOR i IN " + from + ".." + to + " LOOP " + orders("i", "i")
                                                + "; COMMIT; END LOOP; END $$");
                            }))
                    .toList();
            join(clients);
        }
    },

    /** Updates under REPLICA IDENTITY FULL, which a table with text columns has: the old row is in the log too. */
    UPDATES("updates, identity FULL", 1_000_000) {
        @Override
        void prepare(DatabaseAddress database, int rows) {
            super.prepare(database, rows);
            INSERTS.load(database, rows);
        }

        @Override
        void load(DatabaseAddress database, int rows) {
            for (int from = 1; from <= rows; from += LARGE) {
                Sql.execute(
                        database,
                        "UPDATE orders SET status = 'shipped', quantity = quantity + 1 WHERE id BETWEEN " + from
                                + " AND " + (from + LARGE - 1));
            }
        }
    },

    /** Rows with 20 kB of text that does not compress, stored out of line. */
    LARGE_TEXT("rows with 20 kB of text", 100_000) {
        @Override
        void prepare(DatabaseAddress database, int rows) {
            Sql.execute(
                    database,
                    "DROP TABLE IF EXISTS orders, documents",
                    "CREATE TABLE documents (id bigint PRIMARY KEY, body text)");
        }

        @Override
        void load(DatabaseAddress database, int rows) {
            for (int from = 1; from <= rows; from += 1000) {
                int to = Math.min(rows, from + 999);
                Sql.execute(database, """
                        INSERT INTO documents
                        SELECT id, left(string_agg(md5(random()::text), ''), 20000)
                        FROM generate_series(%d, %d) id, generate_series(1, 625)
                        GROUP BY id""".formatted(from, to));
            }
        }
    },

    /** Inserts, updates and deletes in transactions of one to a hundred rows. */
    MIX("a mix", 600_000) {
        @Override
        void prepare(DatabaseAddress database, int rows) {
            super.prepare(database, rows);
            Sql.execute(database, orders(-99, -40));
        }

        @Override
        void load(DatabaseAddress database, int rows) {
            // Each block inserts 60 orders, changes 30 of the block before it, and deletes 10 of them one by one.
            Sql.execute(
                    database,
                    "DO $$ BEGIN FOR base IN 0.." + (rows / 100 - 1) * 100 + " BY 100 LOOP "
                            + orders("base + 1", "base + 60") + "; COMMIT;"
                            + " UPDATE orders SET status = 'paid', paid = true WHERE id BETWEEN base - 99 AND base - 70; COMMIT;"
                            + " FOR i IN -69..-60 LOOP DELETE FROM orders WHERE id = base + i; COMMIT; END LOOP;"
                            + " END LOOP; END $$");
        }
    };

    private static final int LARGE = 10_000;
    private static final int CLIENTS = 4;

    private final String title;
    private final int rows;

    Workload(String title, int rows) {
        this.title = title;
        this.rows = rows;
    }

    String title() {
        return title;
    }

    /** @param scale 1 for the full size */
    int rows(double scale) {
        return Math.max(100, (int) (rows * scale));
    }

    /** What is there before the log to be read begins. */
    void prepare(DatabaseAddress database, int rows) {
        Sql.execute(database, "DROP TABLE IF EXISTS orders, documents", """
                CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint, product text, quantity int,
                    price numeric(12, 2), status text, note text, created_at timestamptz, paid boolean)""");
    }

    /** Writes the log to be read. */
    abstract void load(DatabaseAddress database, int rows);

    private static String orders(int from, int to) {
        return orders(Integer.toString(from), Integer.toString(to));
    }

    private static String orders(String from, String to) {
        return "INSERT INTO orders SELECT id, id % 10000, 'product-' || id % 500, id % 7, (id % 100000) / 100.0, 'new',"
                + " 'order number ' || id || ' of the day', timestamptz '2026-01-01' + id * interval '1 second',"
                + " id % 2 = 0 FROM generate_series(" + from + ", " + to + ") id";
    }

    private static void join(List<Thread> threads) {
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("Interrupted while loading", e);
            }
        }
    }

    /** The workload of that name, as {@code --workload} takes it. */
    static Workload named(String name) {
        return Arrays.stream(values())
                .filter(workload -> workload.name().equalsIgnoreCase(name.replace('-', '_')))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "No workload is called " + name + "; there are " + Arrays.toString(values())));
    }
}
