using CsCheck;
using ShadowFunctions.Sql.Masking;

namespace ShadowFunctions.Sql.Tests.Masking;

public sealed class TokenizerTests
{
    private static readonly Tokenizer Tokens = new(FixedKey.Bytes);

    [Fact]
    public void The_same_value_gives_the_same_token_of_the_same_length_and_shape() => Gen.String.Sample(text =>
    {
        var token = (string)Tokens.Token(text);
        return token == (string)Tokens.Token(text) && token.Length == text.Length
            && text.Zip(token).All(p => CharClass.Of(p.First) == CharClass.Of(p.Second));
    });

    [Theory]
    [InlineData("aa", "zz")]
    [InlineData("00", "99")]
    public void Short_codes_never_share_a_token(string first, string last)
    {
        var codes = Enumerable.Range(first[0], last[0] - first[0] + 1)
            .SelectMany(a => Enumerable.Range(first[0], last[0] - first[0] + 1).Select(b => $"{(char)a}{(char)b}")).ToList();
        Assert.Equal(codes.Count, codes.Select(c => Tokens.Token(c)).Distinct().Count());
        Assert.True(codes.Count(c => c.Equals(Tokens.Token(c))) < 10);
    }

    [Fact]
    public void Different_values_have_different_tokens() =>
        Gen.Select(Gen.String[0, 12], Gen.String[0, 12]).Sample((a, b) => a == b || !Tokens.Token(a).Equals(Tokens.Token(b)));

    [Fact]
    public void Numbers_keep_sign_and_digits() => Gen.Long.Where(n => n != long.MinValue).Sample(number =>
    {
        var token = (long)Tokens.Token(number);
        return Math.Sign(token) == Math.Sign(number) && (number is long.MinValue || $"{Math.Abs(token)}".Length == $"{Math.Abs(number)}".Length);
    });

    [Fact]
    public void All_numbers_of_three_digits_have_their_own_token() =>
        Assert.Equal(900, Enumerable.Range(100, 900).Select(n => (long)Tokens.Token((long)n)).Where(t => t is >= 100 and <= 999).Distinct().Count());

    [Fact]
    public void Fractions_keep_sign_and_magnitude() => Gen.Double[-1e12, 1e12].Where(d => d != 0).Sample(number =>
    {
        var token = (double)Tokens.Token(number);
        return Math.Sign(token) == Math.Sign(number) && Math.Abs(token) < Math.Abs(number) * 2.0001 && Math.Abs(token) > Math.Abs(number) / 2.0001;
    });

    [Fact]
    public void Bytes_keep_their_length() => Gen.Byte.Array.Sample(bytes => ((byte[])Tokens.Token(bytes)).Length == bytes.Length);

    [Fact]
    public void Long_texts_are_replaced_throughout()
    {
        var text = string.Concat(Enumerable.Repeat("Margarete Sonnenschein, ", 40));
        var token = (string)Tokens.Token(text);
        Assert.Equal(text.Length, token.Length);
        Assert.DoesNotContain("Margarete", token, StringComparison.Ordinal);
        Assert.True(text.Zip(token).Count(p => p.First == p.Second) < text.Length * 0.3);
    }

    [Fact]
    public void Another_key_gives_other_tokens()
    {
        var other = new Tokenizer([.. FixedKey.Bytes.Reverse()]);
        Assert.NotEqual(Tokens.Token("Margarete"), other.Token("Margarete"));
        Assert.NotEqual(Tokens.Token(123456789L), other.Token(123456789L));
    }
}
