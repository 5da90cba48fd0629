namespace ShadowFunctions.Infra.Tests;

/// <summary>The Bicep compiler: named by BICEP, fetched by .ci/bicep, or installed. Without it a test is skipped, on CI it fails.</summary>
internal static class Bicep
{
    private static readonly SemaphoreSlim Finding = new(1, 1);
    private static string? _compiler;

    public static async Task<(int ExitCode, string Output, string Error)> RunAsync(params string[] arguments)
    {
        var compiler = await FindAsync();
        if (compiler is null)
        {
            Assert.False(Repository.IsCi, "The Bicep compiler is missing: run .ci/bicep or set BICEP to its path.");
            Assert.Skip("skipped: no Bicep compiler; run .ci/bicep or set BICEP to its path.");
        }

        return await Shell.RunAsync(compiler!, arguments);
    }

    private static async Task<string?> FindAsync()
    {
        await Finding.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            return _compiler ??= Named() ?? Fetched() ?? Installed() ?? await FetchAsync();
        }
        finally
        {
            Finding.Release();
        }
    }

    private static string? Named() => Environment.GetEnvironmentVariable("BICEP") is { Length: > 0 } path ? path : null;

    private static string? Fetched() =>
        OperatingSystem.IsLinux() && Directory.Exists(Repository.PathOf(".ci/tools/bicep"))
            ? Directory.EnumerateFiles(Repository.PathOf(".ci/tools/bicep"), "bicep", SearchOption.AllDirectories).FirstOrDefault()
            : null;

    private static string? Installed() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .SelectMany(folder => (string[])[Path.Combine(folder, "bicep"), Path.Combine(folder, "bicep.exe")])
            .FirstOrDefault(File.Exists);

    private static async Task<string?> FetchAsync()
    {
        if (!OperatingSystem.IsLinux() || !File.Exists(Repository.PathOf(".ci/bicep")))
        {
            return null;
        }

        var (exitCode, output, _) = await Shell.RunAsync("bash", [".ci/bicep"]);
        return exitCode == 0 ? output.Trim() : null;
    }
}
