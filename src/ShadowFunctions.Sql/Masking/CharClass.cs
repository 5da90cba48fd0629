namespace ShadowFunctions.Sql.Masking;

/// <summary>A run of characters that may stand for each other in a token. Surrogates stay surrogates, so that text stays valid.</summary>
/// <param name="First">First character of the run.</param>
/// <param name="Count">Length of the run; 1 means that the character is kept.</param>
internal readonly record struct CharClass(char First, int Count)
{
    public static CharClass Digit => new('0', 10);

    public static CharClass LeadingDigit => new('1', 9);

    public static CharClass Fixed(char character) => new(character, 1);

    public static CharClass Of(char character) => character switch
    {
        >= '0' and <= '9' => Digit,
        >= 'a' and <= 'z' => new('a', 26),
        >= 'A' and <= 'Z' => new('A', 26),
        >= '\u00C0' and <= '\u024F' => new('\u00C0', 0x024F - 0x00C0 + 1),
        >= '\u0250' and <= '\uD7FF' => new('\u0250', 0xD7FF - 0x0250 + 1),
        >= '\uD800' and <= '\uDBFF' => new('\uD800', 0x400),
        >= '\uDC00' and <= '\uDFFF' => new('\uDC00', 0x400),
        >= '\uE000' => new('\uE000', 0x2000),
        _ => Fixed(character),
    };
}
