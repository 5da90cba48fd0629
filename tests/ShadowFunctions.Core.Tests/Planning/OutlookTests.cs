using CsCheck;
using ShadowFunctions.Core.Planning;

namespace ShadowFunctions.Core.Tests.Planning;

public class OutlookTests
{
    [Fact]
    public void From_every_outlook_some_outlook_follows() =>
        Gen.Select(Gen.Int[1, 20], Gen.Int[0, 80], Gen.Int[0, Outlook.Count - 1]).Sample((near, step, from) =>
        {
            var row = Outlook.Of(near).Moves(step).Slice(from * Outlook.Count, Outlook.Count).ToArray();
            Assert.Equal(1, row.Sum(), 9);
            Assert.All(row, p => Assert.InRange(p, 0, 1));
        });

    [Fact]
    public void How_likely_an_outlook_is_does_not_change_with_time()
    {
        var outlook = Outlook.Of(3);
        var first = outlook.Moves(0)[..Outlook.Count].ToArray();
        var chances = first;
        for (var step = 1; step < 30; step++)
        {
            var moves = outlook.Moves(step).ToArray();
            chances = [.. Enumerable.Range(0, Outlook.Count).Select(to => Enumerable.Range(0, Outlook.Count).Sum(from => chances[from] * moves[(from * Outlook.Count) + to]))];
        }

        Assert.All(first.Zip(chances), p => Assert.Equal(p.First, p.Second, 2));
    }

    [Fact]
    public void More_is_learned_the_farther_a_step_is()
    {
        var shares = Enumerable.Range(0, 60).Select(Outlook.Of(3).Share).ToArray();
        Assert.All(shares[..4], s => Assert.Equal(0, s));
        Assert.Equal(shares.Order(), shares);
        Assert.InRange(shares[^1], 0.5, 1);
    }
}
