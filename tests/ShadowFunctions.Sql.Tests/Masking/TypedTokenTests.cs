using System.Globalization;
using CsCheck;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Sql.Masking;
using ShadowFunctions.Sql.Schema;

namespace ShadowFunctions.Sql.Tests.Masking;

/// <summary>What every kind of token promises: same in, same out; another key changes everything; type and length fit; unique stays unique.</summary>
public sealed class TypedTokenTests
{
    private static readonly Tokenizer Tokens = new(FixedKey.Bytes);
    private static readonly Tokenizer Other = new([.. FixedKey.Bytes.Reverse()]);

    private static readonly Gen<DateTime> Times = Gen.DateTime[new DateTime(1, 1, 2, 0, 0, 0, DateTimeKind.Utc), new DateTime(9999, 12, 30, 0, 0, 0, DateTimeKind.Utc)];

    private static ColumnSchema Column(ColumnKind kind, string type, long max = long.MaxValue) =>
        new("c", kind, true) { DataType = type, AsText = kind is ColumnKind.Time || type.StartsWith("numeric", StringComparison.Ordinal), IsStrict = true, MaxInteger = max };

    private static void Holds<T>(Gen<T> values, Func<T, T> token, Func<T, T> other, Func<T, T, bool> fits, Func<T, bool>? hasRoom = null)
        where T : notnull
    {
        values.Sample(value => token(value).Equals(token(value)) && fits(value, token(value)));
        values.Array[40].Sample(many => many.Distinct().Count() == many.Distinct().Select(token).Distinct().Count());
        values.Where(hasRoom ?? (_ => true)).Array[40].Sample(many => many.Count(v => token(v).Equals(other(v))) < 8 && many.Count(v => token(v).Equals(v)) < 8);
    }

    private static void Holds(Gen<string> values, ColumnSchema column, Func<string, string, bool> fits, Func<string, bool>? hasRoom = null) =>
        Holds(values, v => (string)Tokens.Token(column, v), v => (string)Other.Token(column, v), fits, hasRoom);

    [Fact]
    public void Dates_stay_dates() => Holds(
        Times.Select(t => t.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)), Column(ColumnKind.Time, "date"),
        (_, token) => DateOnly.TryParseExact(token, "yyyy-MM-dd", out var _));

    [Fact]
    public void Dates_of_our_time_stay_of_our_time() =>
        Gen.Int[1900, 2099].Sample(year => int.Parse(((string)Tokens.Token(Column(ColumnKind.Time, "date"), $"{year}-06-15"))[..4], CultureInfo.InvariantCulture) is >= 1900 and <= 2099);

    [Fact]
    public void Instants_keep_their_fraction_and_zone() => Holds(
        Times.Select(t => t.ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture) + "+00"), Column(ColumnKind.Time, "timestamp with time zone"),
        (value, token) => token.Length == value.Length && token.EndsWith("+00", StringComparison.Ordinal)
            && DateTime.TryParseExact(token[..^3], "yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture, DateTimeStyles.None, out _));

    [Fact]
    public void Times_of_day_stay_such() => Holds(
        Times.Select(t => t.ToString("HH:mm:ss", CultureInfo.InvariantCulture)), Column(ColumnKind.Time, "time without time zone"),
        (_, token) => TimeOnly.TryParseExact(token, "HH:mm:ss", out var _));

    [Fact]
    public void Decimals_keep_sign_and_digits() => Holds(
        Gen.Select(Gen.Long[-99_999_999, 99_999_999], Gen.Int[0, 9999]).Select((a, b) => $"{a}.{b:D4}"), Column(ColumnKind.Number, "numeric(12,4)"),
        (value, token) => token.Length == value.Length && token[0] == '-' == (value[0] == '-') && decimal.TryParse(token, CultureInfo.InvariantCulture, out _),
        value => value.Length > 9);

    [Theory]
    [InlineData("smallint", short.MaxValue)]
    [InlineData("integer", int.MaxValue)]
    [InlineData("tinyint", byte.MaxValue)]
    [InlineData("bigint", long.MaxValue)]
    public void Whole_numbers_fit_their_type(string type, long max) => Holds(
        Gen.Long[-max, max], v => (long)Tokens.Token(Column(ColumnKind.Number, type, max), v), v => (long)Other.Token(Column(ColumnKind.Number, type, max), v),
        // Below zero a type has room for one more.
        (value, token) => token >= -max - 1 && token <= max && Math.Sign(token) == Math.Sign(value) && $"{token}".Length == $"{value}".Length, v => Math.Abs(v) > 99);

    [Fact]
    public void Guids_stay_guids() => Holds(Gen.Guid, v => (Guid)Tokens.Token(v), v => (Guid)Other.Token(v), (_, _) => true);

    [Fact]
    public void Texts_that_ignore_case_stay_equal_whatever_their_case()
    {
        var column = Column(ColumnKind.Text, "nvarchar(40)") with { IgnoresCase = true };
        Gen.String[Gen.Char['a', 'z'], 1, 30].Sample(text =>
            string.Equals((string)Tokens.Token(column, text), (string)Tokens.Token(column, text.ToUpperInvariant()), StringComparison.OrdinalIgnoreCase)
            && ((string)Tokens.Token(column, text)).All(char.IsAsciiLetterLower));
    }

    [Fact]
    public void Addresses_stay_addresses() => Holds(
        Gen.Select(Gen.String[Gen.Char['a', 'z'], 3, 12], Gen.String[Gen.Char['a', 'z'], 3, 12]).Select((a, b) => $"{a}@{b}.de"), Tokens.Email, Other.Email,
        (value, token) => token.Length == value.Length && token.EndsWith(".de", StringComparison.Ordinal) && token.IndexOf('@') == value.IndexOf('@'));

    [Fact]
    public void Telephone_numbers_keep_their_country() => Holds(
        Gen.Long[1_000_000, 999_999_999_999].Select(n => $"+49 {n}"), Tokens.Phone, Other.Phone,
        (value, token) => token.StartsWith("+49 ", StringComparison.Ordinal) && token.Length == value.Length && token[4..].All(char.IsAsciiDigit));

    [Fact]
    public void Ibans_keep_country_and_length_and_their_check_digits_are_right() => Holds(
        Gen.Long[0, 999_999_999_999_999_999].Select(Iban), Tokens.Iban, Other.Iban,
        (value, token) => token.Length == value.Length && token.StartsWith("DE", StringComparison.Ordinal) && token == Iban(long.Parse(token[4..], CultureInfo.InvariantCulture)));

    [Fact]
    public void What_is_no_iban_becomes_no_iban() =>
        Gen.String[Gen.Char['0', '9'], 18, 18].Sample(digits => Tokens.Iban("DE00" + digits) is var token && token.Length == 22 && token != "DE00" + digits);

    [Fact]
    public void Noise_stays_near_and_repeats()
    {
        var (noise, number, date) = (new Noise(FixedKey.Bytes), Column(ColumnKind.Number, "numeric(12,4)"), Column(ColumnKind.Time, "date"));
        Gen.Int[100, 999_999].Sample(n =>
        {
            var moved = decimal.Parse((string)noise.Of(number, $"{n}.5000", "0.2")!, CultureInfo.InvariantCulture);
            var whole = (long)noise.Of(Column(ColumnKind.Number, "bigint"), (long)n, null)!;
            return Math.Abs(moved - n - 0.5m) <= (0.2m * n) + 1 && Math.Abs(whole - n) <= (0.1 * n) + 1 && noise.Of(number, $"{n}.5000", "0.2")!.Equals(noise.Of(number, $"{n}.5000", "0.2"));
        });
        Gen.Int[0, 3000].Sample(days =>
        {
            var day = new DateOnly(1990, 1, 1).AddDays(days);
            var moved = DateOnly.Parse((string)noise.Of(date, day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), "7")!, CultureInfo.InvariantCulture);
            return Math.Abs(moved.DayNumber - day.DayNumber) <= 7;
        });
    }

    [Theory]
    [InlineData(MaskingKind.Token, "jsonb", "no tokens")]
    [InlineData(MaskingKind.Email, "jsonb", "no plain text")]
    [InlineData(MaskingKind.Noise, "text", "numbers and dates")]
    [InlineData(MaskingKind.Constant, "text", "no value")]
    public void A_rule_that_cannot_hold_is_refused_with_the_remedy(MaskingKind kind, string type, string because)
    {
        var column = Column(ColumnKind.Text, type) with { AsText = type == "jsonb" };
        var error = Assert.Throws<ArgumentException>(() => RuleCheck.Check(new MaskingRule("t", "c", kind), column, false));
        Assert.Contains(because, error.Message, StringComparison.Ordinal);
    }

    private static string Iban(long account)
    {
        var digits = account.ToString("D18", CultureInfo.InvariantCulture);
        return $"DE{98 - (int)(System.Numerics.BigInteger.Parse(digits + "131400", CultureInfo.InvariantCulture) % 97):D2}{digits}";
    }
}
