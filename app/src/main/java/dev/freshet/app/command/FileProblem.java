package dev.freshet.app.command;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Words for failures whose exceptions carry only a path. */
final class FileProblem {
    private FileProblem() {}

    static String describe(IOException problem) {
        return switch (problem) {
            case AccessDeniedException denied -> denied.getFile() + " may not be read or written";
            case FileAlreadyExistsException exists -> exists.getFile() + " is a file, not a folder";
            case NotDirectoryException notFolder -> notFolder.getFile() + " is no folder";
            case NoSuchFileException missing -> missing.getFile() + " is missing";
            case FileSystemException other when other.getReason() != null -> other.getFile() + ": " + other.getReason();
            default -> String.valueOf(problem.getMessage());
        };
    }
}
