package dev.freshet.app.command;

import dev.freshet.app.Version;
import dev.freshet.app.configuration.ConfigurationException;
import dev.freshet.app.terminal.Terminal;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/**
 * The freshet command. Exit codes: 0 done, 1 could not, 2 asked for in a way that cannot be. A failure that its user
 * can do something about is one line on standard error; a stack trace means a defect of Freshet.
 */
@Command(
        name = "freshet",
        description = "Change data capture for PostgreSQL, as Amazon Aurora DSQL has it.",
        versionProvider = FreshetCommand.VersionLine.class,
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        footer = {"", "freshet COMMAND --help shows a command's options."})
public final class FreshetCommand implements Runnable {
    private final CommandLine commandLine = new CommandLine(this);

    private FreshetCommand() {}

    /** @return the process's exit code */
    public static int run(Surroundings surroundings, String... arguments) {
        Terminal terminal = surroundings.terminal();
        return new FreshetCommand()
                .with(List.of(
                        new UpCommand(surroundings),
                        new DemoCommand(surroundings),
                        new DownCommand(surroundings),
                        new StatusCommand(surroundings),
                        new EnvCommand(surroundings),
                        new TailCommand(surroundings),
                        new AttachCommand(surroundings),
                        new DetachCommand(surroundings),
                        new SkipTransactionCommand(surroundings)))
                .setOut(new PrintWriter(terminal.out(), true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8))
                .setColorScheme(CommandLine.Help.defaultColorScheme(
                        terminal.interactive() ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF))
                .setParameterExceptionHandler((e, _) -> refuse(terminal, e))
                .setExecutionExceptionHandler((e, _, _) -> fail(terminal, e))
                .execute(arguments);
    }

    /** Called when no subcommand is named. */
    @Override
    public void run() {
        throw new ParameterException(
                commandLine,
                "Which command? There is up, demo, down, status, env, tail, attach, detach and skip-transaction");
    }

    private CommandLine with(List<Object> subcommands) {
        for (Object subcommand : subcommands) {
            CommandLine line = new CommandLine(subcommand);
            line.getCommandSpec()
                    .addOption(OptionSpec.builder("-h", "--help")
                            .usageHelp(true)
                            .description("Shows this help.")
                            .build());
            commandLine.addSubcommand(line);
        }
        return commandLine;
    }

    private static int refuse(Terminal terminal, ParameterException e) {
        String command = e.getCommandLine().getCommandSpec().qualifiedName();
        terminal.err().println(e.getMessage() + ". See: " + command + " --help");
        return ExitCode.USAGE;
    }

    private static int fail(Terminal terminal, Exception failure) {
        return switch (failure) {
            case ConfigurationException e -> say(terminal, e.getMessage(), ExitCode.USAGE);
            case CommandFailure e -> say(terminal, e.getMessage(), ExitCode.SOFTWARE);
            case IOException e -> say(terminal, FileProblem.describe(e), ExitCode.SOFTWARE);
            default -> {
                terminal.err().println("This is a defect of Freshet:");
                failure.printStackTrace(terminal.err());
                yield ExitCode.SOFTWARE;
            }
        };
    }

    private static int say(Terminal terminal, @Nullable String line, int exitCode) {
        terminal.err().println(line);
        return exitCode;
    }

    /** Names the version for {@code --version}. */
    static final class VersionLine implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"freshet " + Version.current()};
        }
    }
}
