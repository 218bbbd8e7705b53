package dev.freshet.dsql.actions;

/** How a CDC stream writes its records. */
public enum StreamFormat {
    JSON
}
