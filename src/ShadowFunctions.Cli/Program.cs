using System.CommandLine;
using ShadowFunctions.Cli;

var root = new RootCommand("Shadow Functions: rehearse what is coming on a small shadow, size production before it arrives.")
{
    UpCommand.Create(),
};

try
{
    return await root.Parse(args).InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
}
catch (UsageException e)
{
    await Console.Error.WriteLineAsync(e.Message);
    return 2;
}
