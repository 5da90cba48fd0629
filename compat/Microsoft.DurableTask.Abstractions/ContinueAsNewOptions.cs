namespace Microsoft.DurableTask;

/// <summary>How an orchestration starts over.</summary>
public class ContinueAsNewOptions
{
    /// <summary>Input of the next run.</summary>
    public object? NewInput { get; set; }

    /// <summary>Whether events that nobody waited for are kept.</summary>
    public bool PreserveUnprocessedEvents { get; set; } = true;

    /// <summary>Version of the next run; null keeps the present one.</summary>
    public string? NewVersion { get; set; }
}
