package dev.freshet.delivery;

/** Signed once, when every record of what it stands for is acknowledged by the target or durably parked. */
@FunctionalInterface
public interface Receipt {
    void sign();
}
