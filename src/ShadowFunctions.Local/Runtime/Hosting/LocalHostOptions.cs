using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ShadowFunctions.Local.Runtime.Hosting;

/// <summary>What a <see cref="LocalHost"/> runs, and how.</summary>
public sealed record LocalHostOptions
{
    /// <summary>The port a Functions host listens on unless told otherwise.</summary>
    public const int DefaultPort = 7071;

    /// <summary>The folder that holds the runtime's state; made when missing. A host started on it again goes on where the last one stood.</summary>
    public required string StateDirectory { get; init; }

    /// <summary>The assemblies whose <c>[Function]</c> methods are hosted.</summary>
    public required IReadOnlyList<Assembly> Assemblies { get; init; }

    /// <summary>What the emulated clock shows in a new state folder; an old folder keeps its own time.</summary>
    public required DateTimeOffset Start { get; init; }

    /// <summary>The app's own composition, the same that its Program.cs calls.</summary>
    public Action<IFunctionsWorkerApplicationBuilder, IConfiguration> ConfigureApp { get; init; } = static (_, _) => { };

    /// <summary>Runs after <see cref="ConfigureApp"/>: local adapters take the place of cloud ones here. A registered service wins over the app's.</summary>
    public Action<IServiceCollection, IConfiguration> OverrideServices { get; init; } = static (_, _) => { };

    /// <summary>App settings; they win over environment variables and appsettings.json.</summary>
    public IReadOnlyDictionary<string, string?> Settings { get; init; } = new Dictionary<string, string?>();

    /// <summary>The loopback port; 0 takes a free one.</summary>
    public int Port { get; init; } = DefaultPort;

    /// <summary>Emulated seconds per wall-clock second; null jumps from one due instant to the next without waiting.</summary>
    public double? SpeedFactor { get; init; }

    /// <summary>Enters the instance ids that the engine chooses.</summary>
    public int Seed { get; init; }

    /// <summary>Whether non-anonymous functions ask for the key in the state folder's <c>function.key</c>, as in Azure.</summary>
    public bool RequireKeys { get; init; }

    /// <summary>The app's host.json; null takes the one beside the assemblies.</summary>
    public string? HostJsonPath { get; init; }

    /// <summary>Where logs go; null keeps the console.</summary>
    public Action<ILoggingBuilder>? ConfigureLogging { get; init; }

    /// <summary>The classes to host instead of all in <see cref="Assemblies"/>; tests host a few of their own.</summary>
    internal IReadOnlyList<Type>? FunctionTypes { get; init; }
}
