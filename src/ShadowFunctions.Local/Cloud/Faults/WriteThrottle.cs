namespace ShadowFunctions.Local.Cloud;

/// <summary>The published throttle on writes: a bucket of 200 that refills by 10 a second. It always tells what is left; on request it also refuses.</summary>
internal sealed class WriteThrottle(bool enforced)
{
    public const string Header = "x-ms-ratelimit-remaining-subscription-writes";
    public const int RetryAfterSeconds = 5;
    private const double Bucket = 200;
    private const double PerSecond = 10;

    private readonly Lock _turn = new();
    private double _tokens = Bucket;
    private DateTimeOffset _at;

    /// <summary>Counts a request; tells how many more writes are free, null for one that only reads.</summary>
    /// <exception cref="ArmException">Throttled: 429.</exception>
    public int? Take(string method, DateTimeOffset now)
    {
        if (method is not ("PUT" or "PATCH" or "DELETE"))
        {
            return null;
        }

        lock (_turn)
        {
            _tokens = Math.Min(Bucket, _tokens + (Math.Max(0, (now - _at).TotalSeconds) * PerSecond));
            _at = now > _at ? now : _at;
            if (_tokens < 1 && enforced)
            {
                throw new ArmException(429, "SubscriptionRequestsThrottled", "Number of write requests for the subscription exceeded the limit; try again later.");
            }

            _tokens = Math.Max(0, _tokens - 1);
            return (int)_tokens;
        }
    }
}
