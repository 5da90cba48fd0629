using System.Globalization;
using System.Numerics;

namespace ShadowFunctions.Sql.Masking;

/// <summary>Tokens of texts with a form of their own. What does not have that form becomes an ordinary token.</summary>
internal sealed class Formats(FormatCipher cipher)
{
    private const int IbanHead = 4;

    /// <summary>Both sides of the @ are replaced, dots and the top-level domain stay.</summary>
    public string Email(string text)
    {
        var (at, dot) = (text.LastIndexOf('@'), text.LastIndexOf('.'));
        return at <= 0 || dot < at ? cipher.Encrypt(text) : $"{cipher.Encrypt(text[..at])}@{cipher.Encrypt(text[(at + 1)..dot])}{text[dot..]}";
    }

    /// <summary>All digits are replaced but those of an international prefix (<c>+49</c>).</summary>
    public string Phone(string text)
    {
        var prefix = text.StartsWith('+') ? Math.Min(3, text.Length) : 0;
        return text[..prefix] + cipher.Encrypt(text[prefix..]);
    }

    /// <summary>The account is replaced and the check digits follow from it; so two accounts never share a token.</summary>
    public string Iban(string text)
    {
        var plain = text.Replace(" ", "", StringComparison.Ordinal);
        if (!IsIban(plain))
        {
            return Other(text);
        }

        var country = plain[..2];
        var account = cipher.Encrypt(plain[IbanHead..]);
        var token = country + (98 - Remainder(account + country + "00")).ToString("D2", CultureInfo.InvariantCulture) + account;
        return Spaced(token, text);
    }

    private static bool IsIban(string text) =>
        text.Length is >= 15 and <= 34 && text.All(c => char.IsAsciiDigit(c) || char.IsAsciiLetterUpper(c))
        && char.IsAsciiLetterUpper(text[0]) && char.IsAsciiLetterUpper(text[1]) && Remainder(text[IbanHead..] + text[..IbanHead]) == 1;

    /// <summary>An ordinary token must not look like one of the others.</summary>
    private string Other(string text)
    {
        var token = cipher.Encrypt(text);
        while (IsIban(token.Replace(" ", "", StringComparison.Ordinal)))
        {
            token = cipher.Encrypt(token);
        }

        return token;
    }

    /// <summary>ISO 7064: letters count from ten, the whole number modulo 97.</summary>
    private static int Remainder(string text) => (int)(BigInteger.Parse(
        string.Concat(text.Select(c => char.IsAsciiDigit(c) ? c.ToString() : (c - 'A' + 10).ToString(CultureInfo.InvariantCulture))),
        CultureInfo.InvariantCulture) % 97);

    private static string Spaced(string token, string like)
    {
        var next = 0;
        return string.Concat(like.Select(c => c == ' ' ? ' ' : token[next++]));
    }
}
