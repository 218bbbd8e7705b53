package dev.freshet.cluster;

/** How a program ended, and what it wrote to its output and error output together. */
record ToolResult(int exitCode, String output) {}
