using System.CommandLine;
using ShadowFunctions.Cli;
using ShadowFunctions.Cli.Backtesting;
using ShadowFunctions.Cli.Forecasting;
using ShadowFunctions.Cli.Rehearsing;

var root = new RootCommand("Shadow Functions: rehearse what is coming on a small shadow, size production before it arrives.")
{
    UpCommand.Create(),
    ForecastCommand.Create(),
    RehearseCommand.Create(),
    DoctorCommand.Create(),
    BacktestCommand.Create(),
};

try
{
    var command = root.Parse(args);
    if (command.Errors.Count > 0)
    {
        throw new UsageException($"{string.Join(Environment.NewLine, command.Errors.Select(e => e.Message))}{Environment.NewLine}'shadow --help' and 'shadow <command> --help' list what there is.");
    }

    return await command.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
}
catch (UsageException e)
{
    await Console.Error.WriteLineAsync(e.Message);
    return 2;
}
