using ShadowFunctions.Sql.Rehearsal;

namespace ShadowFunctions.Sql.Tests.Rehearsal;

public sealed class ZipfSamplerTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(0.8)]
    [InlineData(1.2)]
    public void Ranks_are_drawn_by_the_law(double skew)
    {
        const int Ranks = 50, Draws = 100_000;
        var sampler = new ZipfSampler(Ranks, skew);
        var counts = new int[Ranks];
        for (var i = 0; i < Draws; i++)
        {
            counts[sampler.Rank((i + 0.5) / Draws)]++;
        }

        var norm = Enumerable.Range(1, Ranks).Sum(r => Math.Pow(r, -skew));
        Assert.All(counts.Select((c, r) => (c, r)), p => Assert.InRange(p.c / (double)Draws - (Math.Pow(p.r + 1, -skew) / norm), -1e-4, 1e-4));
    }
}
