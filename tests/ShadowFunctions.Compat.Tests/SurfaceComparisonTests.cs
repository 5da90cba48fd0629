namespace ShadowFunctions.Compat.Tests;

/// <summary>The comparison itself, on shapes of its own: it must be able to fail.</summary>
public sealed class SurfaceComparisonTests
{
    [Theory]
    [MemberData(nameof(SurfaceTests.StandIns), MemberType = typeof(SurfaceTests))]
    public void A_stand_in_does_not_differ_from_itself(string name)
    {
        using var left = AssemblySet.StandIns();
        using var right = AssemblySet.StandIns();

        Assert.Empty(left.Find(name)!.GetExportedTypes().SelectMany(type => SurfaceComparison.Differences(type, right.Find(name)!.GetType(type.FullName!)!)));
    }

    [Fact]
    public void A_member_more_or_a_renamed_parameter_is_a_difference()
        => Assert.Equal(2, Members(typeof(Wider), typeof(Real)).Count(line => line.Contains("has no", StringComparison.Ordinal)));

    [Fact]
    public void A_missing_abstract_member_is_a_difference()
        => Assert.Contains(Members(typeof(Poorer), typeof(Real)), line => line.Contains("must override", StringComparison.Ordinal));

    [Fact]
    public void A_member_less_is_none_when_nobody_must_override_it()
        => Assert.DoesNotContain(Members(typeof(Poorer), typeof(Real)), line => line.Contains("Describe", StringComparison.Ordinal));

    [Fact]
    public void A_class_that_is_sealed_only_here_is_a_difference()
        => Assert.Contains(Members(typeof(Closed), typeof(Open)), line => line.Contains("declared as", StringComparison.Ordinal));

    private static List<string> Members(Type standIn, Type real) => [.. SurfaceComparison.Differences(standIn, real)];

    public abstract class Real
    {
        public abstract int Run(string input);

        public virtual string Describe() => string.Empty;
    }

    public abstract class Wider
    {
        public abstract int Run(string text);

        public virtual string Describe() => string.Empty;

        public virtual void Extra()
        {
        }
    }

    public abstract class Poorer;

    public sealed class Closed;

    public class Open;
}
