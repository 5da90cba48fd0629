namespace Azure.ResourceManager.Sql;

/// <summary>What one poll said about a long-running operation.</summary>
internal enum PollOutcome
{
    Running,
    Succeeded,
    Failed,
}
