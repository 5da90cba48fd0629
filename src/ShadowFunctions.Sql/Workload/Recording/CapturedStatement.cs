namespace ShadowFunctions.Sql.Workload.Recording;

/// <summary>One statement of a captured file.</summary>
/// <param name="At">When it started or was logged.</param>
/// <param name="Text">The statement; its literals are taken out before anything is kept.</param>
/// <param name="Session">Who ran it; null when unknown, then it stands alone.</param>
/// <param name="Transaction">Its transaction within the session; null where BEGIN and COMMIT tell.</param>
/// <param name="Seconds">How long it took; null when unknown.</param>
internal sealed record CapturedStatement(DateTimeOffset At, string Text, string? Session, string? Transaction, double? Seconds);
