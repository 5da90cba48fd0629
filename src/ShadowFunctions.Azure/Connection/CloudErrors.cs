using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using Azure;
using Azure.Identity;
using ShadowFunctions.Core.Ports;

namespace ShadowFunctions.Azure.Connection;

/// <summary>Turns the SDK's errors into the two the domain knows: a repeat may help, or it will not.</summary>
internal static class CloudErrors
{
    /// <summary>Conflicts that pass when the running change has ended, also by their numbers. Every other conflict (quota, state, replication) stays.</summary>
    private static readonly FrozenSet<string> PassingConflicts = new[]
    {
        "40802", "40940", "AnotherOperationInProgress", "Conflict", "ConflictingDatabaseOperation", "ConflictingServerOperation",
        "ConflictingSystemOperationInProgress", "CurrentMemoryUsageExceedsSkuQuota", "ElasticPoolBusy",
        "ElasticPoolUpdateLinksNotInCatchup", "OperationInterrupted", "SimultaneousSkuChangeNotAllowed", "SkuAssignmentInProgress",
        "TargetElasticPoolBeingUpdated", "UpdateSloFailedDatabaseTooBusy", "UpdateSloInProgress",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Makes one call; <paramref name="what"/> starts the message of whatever error comes of it. <paramref name="changes"/> marks a call that changes something.</summary>
    public static async Task<T> CallAsync<T>(string what, Func<Task<T>> call, CancellationToken cancellationToken, bool changes = false)
    {
        try
        {
            return await call();
        }
        catch (RequestFailedException error)
        {
            throw Translate(what, error, changes);
        }
        catch (AuthenticationFailedException error)
        {
            throw new TransientCloudException($"{what}: no token ({error.Message})", error);
        }
        catch (OperationCanceledException error) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TransientCloudException($"{what}: no answer in time.", error) { Outcome = changes ? RequestOutcome.Unknown : RequestOutcome.NotSent };
        }
        catch (Exception error) when (error is JsonException or FormatException or KeyNotFoundException or InvalidOperationException or ArgumentException)
        {
            // What JSON readers throw at an answer of another form than the platform's own, for example a proxy's page.
            var message = $"{what}: the answer is not understood ({FirstLine(error.Message)}).";
            throw changes
                ? new TransientCloudException(message, error) { Outcome = RequestOutcome.Unknown }
                : new CloudRefusedException(message, error) { ErrorCode = "InvalidAnswer" };
        }
    }

    /// <summary>The domain's form of an SDK error.</summary>
    public static Exception Translate(string what, RequestFailedException error, bool changes = false)
    {
        var code = ErrorCodes.Of(error);
        var message = $"{what}: {(error.Status == 0 ? "unreachable" : error.Status)} {code} {FirstLine(error.Message)}";
        return IsTransient(error.Status, code) || (changes && error.Status is >= 200 and < 300)
            ? new TransientCloudException(message, error)
            {
                RetryAfter = error.GetRawResponse() is { } response ? RetryAfter(response) : null,
                Outcome = !changes ? RequestOutcome.NotSent : error.Status is 401 or 409 or 429 ? RequestOutcome.Refused : RequestOutcome.Unknown,
            }
            : new CloudRefusedException(message, error) { ErrorCode = code ?? $"Http{error.Status}", NotFound = error.Status == 404 };
    }

    /// <summary>How long the platform asks to wait. A date is read against the answer's own <c>Date</c>, so that no clock of ours matters.</summary>
    public static TimeSpan? RetryAfter(Response response)
    {
        if ((Number(response, "retry-after-ms") ?? Number(response, "x-ms-retry-after-ms")) is { } milliseconds)
        {
            return TimeSpan.FromMilliseconds(milliseconds);
        }

        if (Number(response, "Retry-After") is { } seconds)
        {
            return TimeSpan.FromSeconds(seconds);
        }

        return response.Headers.TryGetValue("Retry-After", out var text) && response.Headers.Date is { } now
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var then) && then > now
                ? then - now
                : null;
    }

    /// <summary>Writes the platform still allows now: the lowest of what its headers say; null when they say nothing.</summary>
    public static int? RemainingWrites(Response response) => response.Headers
        .Where(h => h.Name.StartsWith("x-ms-ratelimit-remaining-", StringComparison.OrdinalIgnoreCase) && h.Name.EndsWith("-writes", StringComparison.OrdinalIgnoreCase))
        .Select(h => int.TryParse(h.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var left) ? left : (int?)null)
        .Min();

    // A success that the SDK does not know (201 or 204 to a PATCH) is no refusal either: the store itself tells what became of it.
    private static bool IsTransient(int status, string? code) => status switch
    {
        // 401: the token ended on the way; the next request gets a new one.
        0 or 401 or 408 or 429 => true,
        409 => code is not null && PassingConflicts.Contains(code),
        501 or 505 => false,
        _ => status >= 500,
    };

    private static double? Number(Response response, string header) =>
        response.Headers.TryGetValue(header, out var text)
        && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number is >= 0 and < 86_400_000
            ? number
            : null;

    private static string FirstLine(string message) => message.Split('\n', 2)[0].Trim();
}
