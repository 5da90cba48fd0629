using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Tests.Activities;

/// <summary>The change of production is made at most once and ends alike, whatever crashes, repeats or goes wrong.</summary>
public class PreScaleTests
{
    public static TheoryData<string> Cases => [.. PreScaleCase.All.Select(c => c.Name)];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Each_outcome_is_what_the_platform_did(string name)
    {
        var it = PreScaleCase.Named(name);
        var world = it.Open();

        await world.RunAsync();

        var operation = await world.OperationAsync();
        Assert.Equal(it.Status, operation.Status);
        Assert.Equal(it.Accepted, world.Platform.Accepted);
        Assert.Equal(it.Accepted, operation.Patches);
        Assert.Equal(it.Size, world.Platform.Current);
        Assert.Contains(it.Error, operation.Error ?? "", StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Every_step_may_run_twice(string name)
    {
        var it = PreScaleCase.Named(name);

        Assert.Equal(await it.Open().RunAsync(), await it.Open(twice: true).RunAsync());
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_crash_after_any_call_changes_nothing_of_the_end(string name)
    {
        var it = PreScaleCase.Named(name);
        var undisturbed = it.Open();
        var expected = await undisturbed.RunAsync();

        for (var call = 1; call <= undisturbed.Calls.Count; call++)
        {
            var crashed = it.Open(crashAfter: call);
            var end = await crashed.RunAsync();

            Assert.True(expected == end, $"A crash after call {call} ({undisturbed.Calls[call - 1]}) left\n{end}\ninstead of\n{expected}");
            Assert.True(crashed.Platform.Accepted <= 1, $"A crash after call {call} sent the change {crashed.Platform.Accepted} times.");
            Assert.True(crashed.Calls.Count > call, $"Nothing ran after the crash after call {call}.");
        }
    }

    [Fact]
    public async Task An_owners_approval_leads_to_the_same_change_and_survives_every_crash()
    {
        var undisturbed = new PreScaleWorld(new PlatformScript(), StoreMode.Approve);
        var expected = await undisturbed.RunAsync();

        Assert.Equal(ScaleOperationStatus.Verified, (await undisturbed.OperationAsync()).Status);
        Assert.Contains(nameof(ReasonCode.Approved), expected, StringComparison.Ordinal);
        for (var call = 1; call <= undisturbed.Calls.Count; call++)
        {
            var crashed = new PreScaleWorld(new PlatformScript(), StoreMode.Approve, call);
            Assert.Equal(expected, await crashed.RunAsync());
        }
    }

    [Fact]
    public void The_table_covers_every_end_of_an_operation()
    {
        Assert.Equal(
            Enum.GetValues<ScaleOperationStatus>().Where(s => s > ScaleOperationStatus.InProgress),
            PreScaleCase.All.Select(c => c.Status).Distinct().Order());
    }
}
