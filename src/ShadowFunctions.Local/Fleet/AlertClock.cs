using System.Text;
using ShadowFunctions.Local.Cloud;
using ShadowFunctions.Local.Runtime.Durable;

namespace ShadowFunctions.Local.Fleet;

/// <summary>Lets the emulated Azure Monitor evaluate its alert rules every minute and call the app, whatever port it listens on.</summary>
/// <param name="cloud">The emulated cloud, once it has started.</param>
/// <param name="app">Address of the app's HTTP functions, once it has started.</param>
internal sealed class AlertClock(Func<EmulatedCloud> cloud, Func<Uri> app) : IDueSource, IDisposable
{
    private readonly HttpClient _http = new();

    /// <summary>Sorts after the app's timer of cycles: at one instant the cycle comes first.</summary>
    public string Name => "EmulatedAlerts";

    public DateTimeOffset? NextDueAfter(DateTimeOffset clock) =>
        new DateTimeOffset(clock.UtcTicks - (clock.UtcTicks % TimeSpan.TicksPerMinute), TimeSpan.Zero).AddMinutes(1);

    public Task FireAsync(DateTimeOffset due, CancellationToken cancellationToken) =>
        cloud().EvaluateAlertsAsync(due, (webhook, body) => SendAsync(webhook, body, cancellationToken));

    public void Dispose() => _http.Dispose();

    private async Task<bool> SendAsync(Uri webhook, string body, CancellationToken cancellationToken)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await _http.PostAsync(new Uri(app(), webhook.PathAndQuery), content, cancellationToken);
        return answer.IsSuccessStatusCode;
    }
}
