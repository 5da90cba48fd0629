using System.Net;
using System.Text.Json;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Doctor;
using Spectre.Console;

namespace ShadowFunctions.Cli;

/// <summary>Asks an app for its findings and prints them.</summary>
internal static class DoctorRun
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <summary>0 when all is well, 1 when something is wrong.</summary>
    /// <exception cref="UsageException">The app cannot be asked.</exception>
    public static async Task<int> RunAsync(Uri app, string? jsonFile, bool all, CancellationToken cancellationToken)
    {
        OutputFile.Check("--json", jsonFile);
        await Console.Error.WriteLineAsync($"Asking {app} to look at itself …");
        var text = await AskAsync(app, cancellationToken);
        var report = JsonSerializer.Deserialize<DoctorReport>(text, ShadowJson.Options)
            ?? throw new UsageException($"{app}api/doctor answered with nothing; is it a Shadow Functions app of this version?");
        if (jsonFile is not null)
        {
            await File.WriteAllTextAsync(jsonFile, text, cancellationToken);
        }

        Print(report, all);
        return report.Failed == 0 ? 0 : 1;
    }

    private static async Task<string> AskAsync(Uri app, CancellationToken cancellationToken)
    {
        using var client = new HttpClient { Timeout = Patience };
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(app, "api/doctor"));
        if (Environment.GetEnvironmentVariable(DoctorCommand.KeyVariable) is { Length: > 0 } key)
        {
            request.Headers.Add("x-functions-key", key);
        }

        try
        {
            using var response = await client.SendAsync(request, cancellationToken);
            return response.StatusCode switch
            {
                HttpStatusCode.OK => await response.Content.ReadAsStringAsync(cancellationToken),
                HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => throw new UsageException(
                    $"{app} refused the key; put a function key into {DoctorCommand.KeyVariable} (az functionapp keys list --resource-group … --name …)."),
                var status => throw new UsageException(
                    $"{app}api/doctor answered {(int)status}; look whether --url is the address of a Shadow Functions app and whether the app has started (azd deploy, then its log stream)."),
            };
        }
        catch (HttpRequestException error)
        {
            throw new UsageException($"{app} cannot be reached ({error.Message}); start it ('shadow up', 'azd up') or correct --url.");
        }
    }

    private static void Print(DoctorReport report, bool all)
    {
        foreach (var result in report.Results.Where(r => all || r.Status is CheckStatus.Failed or CheckStatus.Noted))
        {
            var (mark, colour) = result.Status switch
            {
                CheckStatus.Passed => ("ok", "green"),
                CheckStatus.Skipped => ("--", "grey"),
                CheckStatus.Noted => ("note", "yellow"),
                _ => ("WRONG", "red"),
            };
            AnsiConsole.MarkupLineInterpolated($"[{colour}]{mark}[/] {result.Check}, {result.Subject}");
            Console.Out.WriteLine($"   {result.Detail}");
            if (result.Remedy is { } remedy)
            {
                Console.Out.WriteLine($"   Remedy: {remedy}");
            }
        }

        var count = report.Results.Count;
        Console.Out.WriteLine(report.Failed == 0 ? $"{count} findings, all is well." : $"{count} findings, {report.Failed} wrong.");
    }
}
