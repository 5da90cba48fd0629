using System.Data.Common;
using System.Text.Json;
using System.Text.Json.Serialization;
using Azure.Core;
using Azure.Identity;
using ShadowFunctions.Sql.Load;
using ShadowFunctions.Sql.Statements;
using ShadowFunctions.Sql.Workload;
using Spectre.Console;

namespace ShadowFunctions.Cli.Rehearsing;

/// <summary>One run of <c>shadow rehearse</c>.</summary>
internal static class RehearseRun
{
    private const double FewestSeconds = 3;
    private const double MostSeconds = 3600;
    private const int MostConnections = 1000;
    private const double GibiByte = 1024 * 1024 * 1024;
    private const int WidthOfFiles = 160;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    /// <summary>Rehearses, prints, writes files; 0 when done.</summary>
    /// <exception cref="UsageException">Something asked for cannot be.</exception>
    public static async Task<int> RunAsync(RehearseOptions options, CancellationToken cancellationToken)
    {
        Check(options);
        var folder = Directory.CreateTempSubdirectory("shadow-rehearse-");
        try
        {
            var request = new RehearsalRequest(options.Store, options.Shadow ?? Temporary(options.Store, folder), await ReadAsync(options.ScenarioFile), options.Seconds, options.Seed, options.AllowSameServer)
            {
                WorkloadFile = options.WorkloadFile,
                Connections = options.Connections,
                Limits = () => Limits(options),
                Token = TokenAsync,
                OnProgress = Console.Error.WriteLine,
            };
            var result = await new Rehearser(new LoadClock(), TimeProvider.System).RunAsync(request, cancellationToken);
            if (Console.IsOutputRedirected)
            {
                AnsiConsole.Console.Profile.Width = WidthOfFiles;
            }

            RehearsePrint.Write(AnsiConsole.Console, result);
            await WriteAsync(options.JsonFile, () => JsonSerializer.Serialize(result, Json), cancellationToken);
            await WriteAsync(options.ReportFile, () => RehearseReport.Write(result), cancellationToken);
            return 0;
        }
        catch (Exception e) when (e is ProfileException or StatementRefusedException or ArgumentException)
        {
            throw new UsageException(e.Message, e);
        }
        catch (DbException e)
        {
            throw new UsageException($"The database refused: {e.Message}", e);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void Check(RehearseOptions options)
    {
        if (options.Seconds is not (>= FewestSeconds and <= MostSeconds))
        {
            throw new UsageException($"--seconds is {options.Seconds}; give {FewestSeconds} to {MostSeconds}.");
        }

        if (options.Connections is < 1 or > MostConnections)
        {
            throw new UsageException($"--connections is {options.Connections}; give 1 to {MostConnections}.");
        }

        foreach (var (option, value) in new[] { ("--max-cost", options.MaxCost), ("--price-per-hour", options.PricePerHour), ("--shadow-gib", options.StorageGib) })
        {
            if (value is not (null or > 0))
            {
                throw new UsageException($"{option} is {value}; give a number above 0, or leave it out where it shall not be watched.");
            }
        }

        if (options.MaxCost is { } cost && options.PricePerHour is null)
        {
            throw new UsageException($"--max-cost is {cost}, but --price-per-hour is missing; give the price of the shadow's size.");
        }

        if (options.WorkloadFile is { } file && !File.Exists(file))
        {
            throw new UsageException($"--workload '{file}' does not exist; docs/rehearsal.md tells how to capture one.");
        }

        OutputFile.Check("--json", options.JsonFile);
        OutputFile.Check("--report", options.ReportFile);
    }

    private static LoadLimits Limits(RehearseOptions options) => new(TimeProvider.System)
    {
        MaxCost = options.MaxCost,
        PricePerHour = options.PricePerHour ?? 0,
        Shadow = new ShadowLimits(StorageBytes: options.StorageGib * GibiByte),
    };

    private static async Task<ProfileDocument> ReadAsync(string file)
    {
        if (!File.Exists(file))
        {
            throw new UsageException($"--scenario '{file}' does not exist; docs/rehearsal.md has an example to start from.");
        }

        try
        {
            return ProfileReader.Read(await File.ReadAllTextAsync(file));
        }
        catch (ProfileException e)
        {
            throw new UsageException($"--scenario '{file}': {e.Message}", e);
        }
    }

    /// <summary>Whoever is signed in here: by the Azure CLI, an editor, the environment or a managed identity.</summary>
    private static async ValueTask<(string Token, DateTimeOffset ExpiresOn)> TokenAsync(string scope, CancellationToken cancellationToken)
    {
        try
        {
            var token = await new DefaultAzureCredential().GetTokenAsync(new TokenRequestContext([scope]), cancellationToken);
            return (token.Token, token.ExpiresOn);
        }
        catch (AuthenticationFailedException e)
        {
            throw new UsageException($"The connection string does not sign in by itself, and nobody is signed in to Entra here; 'az login' does that, or give 'User ID' and SQLCMDPASSWORD. {e.Message}", e);
        }
    }

    private static string Temporary(string store, DirectoryInfo folder) => RehearsalEngine.Of(store) switch
    {
        { Language: StatementLanguage.Sqlite } => $"Data Source={Path.Combine(folder.FullName, "shadow.db")};Pooling=False",
        var engine => throw new UsageException($"--shadow is missing; {engine.Dialect.Engine} needs an empty database on a server other than production's."),
    };

    private static async Task WriteAsync(string? file, Func<string> content, CancellationToken cancellationToken)
    {
        if (file is not null)
        {
            await File.WriteAllTextAsync(file, content(), cancellationToken);
        }
    }
}
