namespace ShadowFunctions.Sql.Workload.Recording;

/// <summary>A field of a captured file and where it stands.</summary>
/// <param name="Text">Its text.</param>
/// <param name="Line">Line, from 1.</param>
/// <param name="Column">Character in the line, from 1.</param>
internal sealed record CapturedField(string Text, long Line, long Column);
