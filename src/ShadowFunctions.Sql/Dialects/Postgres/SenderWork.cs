namespace ShadowFunctions.Sql.Dialects.Postgres;

/// <summary>
/// How long the server's sender was at work for what a look took. While the reader waits for it that is the time waited; what it had sent ahead, into the
/// connection's buffers, is charged at the best speed it showed while it was waited for: a sender that waits for the log itself shows less.
/// </summary>
internal sealed class SenderWork
{
    /// <summary>Fewer messages tell more of a wait for the log than of the sender.</summary>
    private const int FewestMessages = 50;

    private TimeSpan? _perMessage;
    private TimeSpan? _waitsSince;
    private bool _starts;
    private int _ahead;
    private int _awaited;

    /// <summary>A look begins.</summary>
    /// <param name="starts">True when the sender is only started: all of the look is its work, and tells nothing of its speed.</param>
    public void Begin(bool starts) => (_starts, _waitsSince, _ahead, _awaited) = (starts, starts ? TimeSpan.Zero : null, 0, 0);

    /// <summary>Nothing more has been sent ahead: from now on the sender is waited for.</summary>
    /// <param name="now">Time since the look began.</param>
    public void Waits(TimeSpan now) => _waitsSince ??= now;

    /// <summary>A message was taken.</summary>
    public void Took()
    {
        _ahead += _waitsSince is null ? 1 : 0;
        _awaited += _waitsSince is null ? 0 : 1;
    }

    /// <summary>The look ends.</summary>
    /// <param name="now">Time since the look began.</param>
    /// <returns>How long the sender was at work for it. Until its speed is known, what was sent ahead counts as nothing.</returns>
    public TimeSpan End(TimeSpan now)
    {
        var waited = _waitsSince is { } since ? now - since : TimeSpan.Zero;
        if (_awaited >= FewestMessages && !_starts && (_perMessage is null || waited / _awaited < _perMessage))
        {
            _perMessage = waited / _awaited;
        }

        return waited + (_ahead * (_perMessage ?? TimeSpan.Zero));
    }
}
