using System.CommandLine;

namespace ShadowFunctions.Cli;

/// <summary><c>shadow doctor</c>: a deployment looks at itself and says what is wrong and what to do.</summary>
internal static class DoctorCommand
{
    /// <summary>Environment variable that holds the function key, so that it stays out of the command line.</summary>
    public const string KeyVariable = "SHADOW_FUNCTIONS_KEY";

    /// <summary>The command with its options.</summary>
    public static Command Create()
    {
        var url = new Option<string>("--url")
        {
            Description = $"Address of the app, such as https://func-….azurewebsites.net; its function key is taken from {KeyVariable} (default: the local app, http://127.0.0.1:7071).",
            DefaultValueFactory = _ => "http://127.0.0.1:7071",
        };
        var json = new Option<string?>("--json") { Description = "Write the findings to this file." };
        var all = new Option<bool>("--all") { Description = "Also list the checks that passed or do not apply." };
        var command = new Command("doctor", "Check a deployment: settings, state, clock, roles, locks, metrics and logins per store, alert path. Ends with 1 when something is wrong.")
        {
            url, json, all,
        };
        command.SetAction((result, cancellationToken) =>
            DoctorRun.RunAsync(Address(result.GetValue(url)!), result.GetValue(json), result.GetValue(all), cancellationToken));
        return command;
    }

    private static Uri Address(string text) => Uri.TryCreate(text.TrimEnd('/') + "/", UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
        ? uri
        : throw new UsageException($"--url is '{text}'; give the address of the app, such as https://func-example.azurewebsites.net.");
}
