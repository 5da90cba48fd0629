using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Doctor;

/// <summary>What the doctor found.</summary>
/// <param name="Results">All findings.</param>
public sealed record DoctorReport(IReadOnlyList<CheckResult> Results)
{
    /// <summary>Number of failed findings.</summary>
    public int Failed => Results.Count(r => r.Status == CheckStatus.Failed);
}
