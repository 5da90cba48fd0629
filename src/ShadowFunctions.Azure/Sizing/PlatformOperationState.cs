namespace ShadowFunctions.Azure.Sizing;

/// <summary>How far the platform says an operation has come.</summary>
internal enum PlatformOperationState
{
    Running,
    Succeeded,
    Failed,
    Cancelled,
}
