namespace ShadowFunctions.Core.Model;

/// <summary>What one check of the deployment found about one subject.</summary>
/// <param name="Check">Name of the check, for example <c>MetricsAccess</c>.</param>
/// <param name="Subject">What was looked at: a store's id, a setting, or the deployment.</param>
/// <param name="Status">How it ended.</param>
/// <param name="Detail">What was seen.</param>
/// <param name="Remedy">What to do; null unless it failed or is a note.</param>
public sealed record CheckResult(string Check, string Subject, CheckStatus Status, string Detail, string? Remedy = null)
{
    /// <summary>As it should be.</summary>
    public static CheckResult Pass(string check, string subject, string detail) => new(check, subject, CheckStatus.Passed, detail);

    /// <summary>Wrong, and what to do about it.</summary>
    public static CheckResult Fail(string check, string subject, string detail, string remedy) =>
        new(check, subject, CheckStatus.Failed, detail, remedy);

    /// <summary>Not wrong, but worth knowing, and what would make it better.</summary>
    public static CheckResult Note(string check, string subject, string detail, string remedy) =>
        new(check, subject, CheckStatus.Noted, detail, remedy);

    /// <summary>Not used by this deployment.</summary>
    public static CheckResult Skip(string check, string subject, string detail) => new(check, subject, CheckStatus.Skipped, detail);
}
