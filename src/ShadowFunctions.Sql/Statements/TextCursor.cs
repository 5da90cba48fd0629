using System.Globalization;

namespace ShadowFunctions.Sql.Statements;

/// <summary>A place in a statement's text, with the steps that lexers share.</summary>
internal sealed class TextCursor(string text)
{
    private const int LongestStatement = 1 << 20;

    public int At { get; private set; }

    public bool AtEnd => At >= text.Length;

    public char Current => Peek(0);

    public char Peek(int offset) => At + offset < text.Length ? text[At + offset] : '\0';

    public bool Starts(string part) => string.CompareOrdinal(text, At, part, 0, part.Length) == 0;

    public void Skip(int characters = 1) => At = Math.Min(text.Length, At + characters);

    public string Since(int start) => text[start..At];

    public StatementRefusedException Refuse(string why) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{why} at character {At + 1}"));

    /// <summary>Refuses what no lexer can be sure about.</summary>
    public void Check()
    {
        if (text.Length > LongestStatement)
        {
            throw Refuse($"text of more than {LongestStatement} characters");
        }

        if (text.Contains('\0'))
        {
            throw Refuse("a NUL character");
        }
    }

    public void SkipLine()
    {
        while (!AtEnd && Current is not ('\n' or '\r'))
        {
            Skip();
        }
    }

    public void SkipBlockComment(bool nested)
    {
        var depth = 0;
        do
        {
            if (AtEnd)
            {
                throw Refuse("a comment without end");
            }

            if (Starts("/*") && (nested || depth == 0))
            {
                depth++;
                Skip(2);
            }
            else if (Starts("*/"))
            {
                depth--;
                Skip(2);
            }
            else
            {
                Skip();
            }
        }
        while (depth > 0);
    }

    /// <summary>From an opening quote to behind the closing one; a doubled quote, or one behind a backslash where that escapes, does not close.</summary>
    public void SkipQuoted(char close, bool backslashEscapes, string what)
    {
        Skip();
        while (true)
        {
            if (AtEnd)
            {
                throw Refuse($"{what} without end");
            }

            if (backslashEscapes && Current == '\\')
            {
                Skip(2);
            }
            else if (Current != close)
            {
                Skip();
            }
            else if (Peek(1) == close)
            {
                Skip(2);
            }
            else
            {
                Skip();
                return;
            }
        }
    }

    public void SkipDigits(Func<char, bool> isDigit)
    {
        while (isDigit(Current) || (Current == '_' && isDigit(Peek(1))))
        {
            Skip();
        }
    }

    public static bool IsNameStart(char c) => c == '_' || char.IsLetter(c);

    public static bool IsNamePart(char c) =>
        IsNameStart(c) || char.IsAsciiDigit(c) || c == '$' || char.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;
}
