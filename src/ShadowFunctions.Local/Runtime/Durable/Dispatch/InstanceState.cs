namespace ShadowFunctions.Local.Runtime.Durable;

/// <summary>A live instance in memory: a mirror of committed rows, and the session if it is kept. Guarded by the dispatcher.</summary>
internal sealed class InstanceState(InstanceRow row)
{
    private List<StoredMessage> _inbox = [];

    public InstanceRow Row { get; set; } = row;

    public OrchestrationSession? Session { get; set; }

    /// <summary>Whether a turn is queued, running or being committed. Turns of one instance never overlap.</summary>
    public bool IsBusy { get; set; }

    public bool HasWork => Session is { IsViolated: true } || (_inbox.Count > 0 && Delivery.Select(_inbox, Row).HasAny);

    /// <summary>Adds a message at its place: nearly always the end.</summary>
    public void Add(StoredMessage message)
    {
        int index = _inbox.Count;
        while (index > 0 && _inbox[index - 1].Seq > message.Seq)
        {
            index--;
        }

        _inbox.Insert(index, message);
    }

    /// <summary>Takes what the next turn receives. A paused instance leaves most of it waiting.</summary>
    public Delivery Take()
    {
        Delivery delivery = Delivery.Select(_inbox, Row);
        _inbox = [.. delivery.Held];
        return delivery;
    }
}
