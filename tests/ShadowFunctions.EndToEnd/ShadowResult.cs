namespace ShadowFunctions.EndToEnd;

/// <summary>How a run ended.</summary>
internal sealed record ShadowResult(int ExitCode, string Output, string Errors, double CpuSeconds)
{
    public void MustSucceed() => Assert.True(ExitCode == 0, $"Exit code {ExitCode}.\n{Output}\n{Errors}");

    /// <summary>A usage error: exit code 2 and a message that names every part, without a stack trace.</summary>
    public void MustRefuse(params string[] parts)
    {
        Assert.True(ExitCode == 2, $"Exit code {ExitCode} instead of 2.\n{Output}\n{Errors}");
        Assert.All(parts, part => Assert.Contains(part, Errors, StringComparison.Ordinal));
        Assert.DoesNotContain("   at ", Errors, StringComparison.Ordinal);
    }
}
