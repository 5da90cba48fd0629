using CsCheck;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Planning;
using ShadowFunctions.Core.Ports;

namespace ShadowFunctions.Core.Tests.Planning;

public class LongTransactionTests
{
    private static readonly DateTimeOffset Later = Given.Now.AddMinutes(30);

    private static DecisionInput Up => Given.Input(Given.Cpu(3, 3, 10), "S4");

    private static DecisionInput Down
    {
        get
        {
            var input = Given.Input(Given.Cpu(3), "S16", Later);
            return input with { Store = input.Store with { Configuration = Given.WithoutStepLimit } };
        }
    }

    [Fact]
    public void Nothing_is_made_smaller_while_a_long_transaction_is_open()
    {
        var decision = Decider.Decide(Down with { Transactions = new TransactionLook(60) }).Decision;
        Assert.Equal((DecisionOutcome.Refused, "S4"), (decision.Outcome, decision.To));
        Assert.Contains(decision.Reasons, r => r.Code == ReasonCode.LongTransaction && r.Detail.Contains("60 seconds", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(59.9)]
    [InlineData(null)]
    public void A_shorter_one_or_none_is_not_spoken_of(double? seconds)
    {
        var decision = Decider.Decide(Down with { Transactions = new TransactionLook(seconds) }).Decision;
        Assert.Equal(DecisionOutcome.Apply, decision.Outcome);
        Assert.DoesNotContain(ReasonCode.LongTransaction, decision.Codes());
    }

    [Fact]
    public void What_is_needed_is_made_larger_all_the_same_and_the_log_says_what_it_ended()
    {
        var decision = Decider.Decide(Up with { Transactions = new TransactionLook(4000) }).Decision;
        Assert.Equal((DecisionOutcome.Apply, "S12"), (decision.Outcome, decision.To));
        Assert.Contains(decision.Reasons, r => r.Code == ReasonCode.LongTransaction && r.Detail.Contains("4000", StringComparison.Ordinal));
    }

    [Fact]
    public void A_look_that_saw_nothing_holds_nothing_back_and_says_why()
    {
        foreach (var input in (DecisionInput[])[Up, Down])
        {
            var decision = Decider.Decide(input with { Transactions = TransactionLook.Not("no permission.") }).Decision;
            Assert.Equal(DecisionOutcome.Apply, decision.Outcome);
            Assert.Contains(decision.Reasons, r => r.Code == ReasonCode.TransactionsUnseen && r.Detail.Contains("no permission", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void A_store_whose_size_stays_is_not_held_back()
    {
        var keep = Given.Input(Given.Cpu(3), "S4");
        var decision = Decider.Decide(keep with { Transactions = new TransactionLook(4000) }).Decision;
        Assert.Equal(DecisionOutcome.Keep, decision.Outcome);
        Assert.DoesNotContain(ReasonCode.LongTransaction, decision.Codes());
    }

    [Fact]
    public void No_look_ever_changes_the_size_decided_or_stops_a_larger_one() =>
        Gen.Select(Gen.Double[0.5, 19], Gen.Int[1, 10], Gen.Double[0, 500].Nullable(), Gen.Bool).Sample((cpu, step, seconds, unseen) =>
        {
            var input = Given.Input(Given.Cpu(cpu), $"S{2 * step}");
            var without = Decider.Decide(input).Decision;
            var with = Decider.Decide(input with { Transactions = unseen ? TransactionLook.Not("x") : new TransactionLook(seconds) }).Decision;
            Assert.Equal(without.To, with.To);
            var down = input.Ladder.IndexOf(with.To) < step - 1;
            Assert.Equal(down && !unseen && seconds >= 60 && without.Outcome == DecisionOutcome.Apply ? DecisionOutcome.Refused : without.Outcome, with.Outcome);
        });
}
