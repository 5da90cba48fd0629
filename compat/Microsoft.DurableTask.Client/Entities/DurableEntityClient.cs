namespace Microsoft.DurableTask.Client.Entities;

/// <summary>Durable entities as a client sees them. This product uses none; the type only completes signatures.</summary>
public abstract class DurableEntityClient
{
    /// <summary>Creates a client.</summary>
    protected DurableEntityClient(string name) => Name = name;

    /// <summary>Name of the client.</summary>
    public string Name { get; }
}
