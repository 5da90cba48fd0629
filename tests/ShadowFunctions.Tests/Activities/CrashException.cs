namespace ShadowFunctions.Tests.Activities;

/// <summary>The process died here.</summary>
internal sealed class CrashException(string after) : Exception($"Crashed after {after}.");
