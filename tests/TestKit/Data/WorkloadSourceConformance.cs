using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;

namespace ShadowFunctions.TestKit.Data;

/// <summary>What every <see cref="IWorkloadSource"/> promises.</summary>
public abstract class WorkloadSourceConformance
{
    /// <summary>Cancels with the test.</summary>
    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>A store whose production has run statements in the window, with literals in them.</summary>
    protected abstract Store Store { get; }

    /// <summary>The window.</summary>
    protected abstract (DateTimeOffset From, DateTimeOffset Until) Window { get; }

    /// <summary>Literals of the statements that ran; one that is part of a longer word or number in a text does not count as told.</summary>
    protected abstract IReadOnlyList<string> Literals { get; }

    /// <summary>One more source over the same store.</summary>
    protected abstract IWorkloadSource Open();

    [Fact]
    public async Task Every_statement_has_a_rate_and_a_cost_of_its_own()
    {
        var observed = await ReadAsync();
        Assert.Equal((Store.Id, null), (observed.StoreId, observed.Missing));
        Assert.True(observed.From < observed.To);
        Assert.NotEmpty(observed.Templates);
        Assert.Equal(observed.Templates.Count, observed.Templates.Select(t => t.Template.Id).Distinct().Count());
        Assert.All(observed.Templates, t =>
        {
            Assert.Equal(t.Template.Id, t.Cost.TemplateId);
            Assert.True(double.IsFinite(t.RatePerSecond) && t.RatePerSecond > 0, $"{t.Template.Text}: {t.RatePerSecond}/s");
            Assert.All([t.Cost.CpuSeconds, t.Cost.LogicalWork, t.Cost.DataPages, t.Cost.LogBytes], c => Assert.True(double.IsFinite(c) && c >= 0));
        });
        Assert.Contains(observed.Templates, t => t.Cost is { CpuSeconds: > 0, LogicalWork: > 0 });
    }

    [Fact]
    public async Task No_literal_is_told()
    {
        var texts = (await ReadAsync()).Templates.Select(t => t.Template.Text).ToList();
        Assert.NotEmpty(Literals);
        Assert.All(Literals, literal => Assert.DoesNotContain(texts, t => Tells(t, literal)));
    }

    [Fact]
    public async Task Another_source_tells_the_same_statements()
    {
        var (first, second) = (await ReadAsync(), await ReadAsync());
        Assert.Equal(first.Templates.Select(t => t.Template.Id).Order(), second.Templates.Select(t => t.Template.Id).Order());
    }

    private static bool Tells(string text, string literal)
    {
        static bool IsWord(char c) => char.IsLetterOrDigit(c) || c == '_';
        bool IsCut(int at) => at > 0 && at < text.Length && IsWord(text[at - 1]) && IsWord(text[at]);
        for (var at = text.IndexOf(literal, StringComparison.Ordinal); at >= 0; at = text.IndexOf(literal, at + 1, StringComparison.Ordinal))
        {
            if (!IsCut(at) && !IsCut(at + literal.Length))
            {
                return true;
            }
        }

        return false;
    }

    private Task<WorkloadObservation> ReadAsync() => Open().ReadAsync(Store, Window.From, Window.Until, Cancel);
}
