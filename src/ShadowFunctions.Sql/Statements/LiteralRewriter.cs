using System.Globalization;

namespace ShadowFunctions.Sql.Statements;

/// <summary>One pass over a statement's tokens that puts parameters in place of literals.</summary>
internal sealed class LiteralRewriter(IReadOnlyList<Token> body, StatementLanguage language, IReadOnlySet<string>? names)
{
    private const int MostColumns = 99;

    private readonly List<Token> _output = [];
    private readonly ParameterNames _parameters = new(body, language);
    private readonly DoubleQuotes _doubleQuotes = new(body, language, names);
    private readonly Stack<Level> _levels = new([new Level("", false)]);

    public IReadOnlyList<Token> Rewrite()
    {
        for (var i = 0; i < body.Count; i++)
        {
            var token = body[i];
            switch (token.Kind)
            {
                case TokenKind.Text:
                    Text(i);
                    break;
                case TokenKind.Number:
                    Number(i);
                    break;
                case TokenKind.Parameter:
                    Operand(token with { Text = _parameters.Of(token.Text) });
                    break;
                case TokenKind.NameOrText when !_doubleQuotes.IsName(i):
                    Operand(Parameter(token));
                    break;
                case TokenKind.Symbol when IsSign(i):
                    // The sign belongs to the number that follows and goes with it.
                    body = [.. body.Take(i + 1), body[i + 1] with { SpaceBefore = token.SpaceBefore || body[i + 1].SpaceBefore }, .. body.Skip(i + 2)];
                    break;
                default:
                    Follow(token);
                    _output.Add(token);
                    break;
            }
        }

        return _output;
    }

    private void Text(int i)
    {
        var token = body[i];
        if (i > 0 && ((body[i - 1].IsWord("ESCAPE") && token.Text is ['\'', var sign, '\''] && !char.IsLetterOrDigit(sign)) || IsEmptyPath(i)))
        {
            _output.Add(token);
            return;
        }

        var typed = language == StatementLanguage.PostgreSql && TypeLength() > 0;
        if (!typed && (i == 0 || SqlTokens.EndsOperand(body[i - 1]) || body[i - 1].IsSymbol(".") || body[i - 1].IsWord("AS")))
        {
            throw new StatementRefusedException("a text where a name is expected");
        }

        if (language == StatementLanguage.TSql && i > 0 && (body[i - 1].IsWord("SELECT") || body[i - 1].IsSymbol(",")) && i + 1 < body.Count && body[i + 1].IsSymbol("="))
        {
            throw new StatementRefusedException("a text that names a column");
        }

        Operand(Parameter(token));
    }

    private void Number(int i)
    {
        var token = body[i];
        if (_levels.Peek().IsTypeModifier || IsOrdinal(i) || IsHint(i))
        {
            _output.Add(token);
        }
        else if (i > 0 && SqlTokens.EndsOperand(body[i - 1]))
        {
            throw new StatementRefusedException("a number where a name is expected");
        }
        else
        {
            Operand(Parameter(token));
            KeepArrayType(token);
        }
    }

    /// <summary>PostgreSQL takes an array of parameters for one of texts; everywhere else it finds the type itself.</summary>
    private void KeepArrayType(Token number)
    {
        if (language == StatementLanguage.PostgreSql && _levels.Peek().Head.Equals("ARRAY", StringComparison.OrdinalIgnoreCase))
        {
            var isWhole = int.TryParse(number.Text, NumberStyles.None, CultureInfo.InvariantCulture, out _);
            _output.AddRange([new Token(TokenKind.Symbol, "::", false), new Token(TokenKind.Word, isWhole ? "int" : "numeric", false)]);
        }
    }

    private Token Parameter(Token literal) =>
        language == StatementLanguage.TSql && _levels.Any(l => l.Head.Equals("OPTION", StringComparison.OrdinalIgnoreCase))
            ? throw new StatementRefusedException("a value in a plan hint")
            : new Token(TokenKind.Parameter, _parameters.Next(), literal.SpaceBefore);

    /// <summary>Adds a parameter; a type before it moves behind it, and T-SQL's TOP takes it in parentheses only.</summary>
    private void Operand(Token parameter)
    {
        var length = language == StatementLanguage.PostgreSql ? TypeLength() : 0;
        if (length > 0)
        {
            var type = _output[^length..];
            _output.RemoveRange(_output.Count - length, length);
            _output.AddRange([
                parameter with { SpaceBefore = type[0].SpaceBefore }, new Token(TokenKind.Symbol, "::", false), type[0] with { SpaceBefore = false }, .. type.Skip(1)]);
        }
        else if (language == StatementLanguage.TSql && _output is [.., var last] && last.IsWord("TOP"))
        {
            _output.AddRange([new Token(TokenKind.Symbol, "(", true), parameter with { SpaceBefore = false }, new Token(TokenKind.Symbol, ")", false)]);
        }
        else
        {
            _output.Add(parameter);
        }
    }

    private void Follow(Token token)
    {
        if (token.IsSymbol("(") || token.IsSymbol("["))
        {
            var head = _output is [.., { Kind: TokenKind.Word } word] ? word.Text : "";
            _levels.Push(new Level(head, token.IsSymbol("(") && IsTypeBehindCast()));
        }
        else if ((token.IsSymbol(")") || token.IsSymbol("]")) && _levels.Count > 1)
        {
            _levels.Pop();
        }
        else if (token.Kind == TokenKind.Word)
        {
            var level = _levels.Peek();
            level.InList = token.IsWord("BY") ? _output is [.., var by] && by.IsWord("ORDER", "GROUP") : level.InList && !Vocabulary.EndsList.Contains(token.Text);
        }
    }

    private bool IsSign(int i) =>
        body[i].Text is "-" or "+" && i + 1 < body.Count && body[i + 1].Kind == TokenKind.Number && (i == 0 || !SqlTokens.EndsOperand(body[i - 1]));

    private bool IsOrdinal(int i) => _levels.Peek().InList && (body[i - 1].IsWord("BY") || body[i - 1].IsSymbol(","))
        && int.TryParse(body[i].Text, NumberStyles.None, CultureInfo.InvariantCulture, out var column) && column is > 0 and <= MostColumns
        && (i + 1 == body.Count || body[i + 1].IsSymbol(",") || body[i + 1].IsSymbol(")") || body[i + 1].Kind == TokenKind.Word);

    private bool IsHint(int i) => language == StatementLanguage.TSql && i > 0
        && body[i - 1].IsWord("MAXDOP", "MAXRECURSION", "FAST") && _levels.Peek().Head.Equals("OPTION", StringComparison.OrdinalIgnoreCase);

    private bool IsEmptyPath(int i) => language == StatementLanguage.TSql && body[i].Text == "''"
        && i > 1 && body[i - 1].IsSymbol("(") && body[i - 2].IsWord("PATH");

    /// <summary>How many of the last tokens are a type that an operand directly behind them gets.</summary>
    private int TypeLength()
    {
        if (_output.Count >= 4 && _output[^1].IsWord("ZONE") && _output[^2].IsWord("TIME") && _output[^3].IsWord("WITH", "WITHOUT") && _output[^4].IsWord("TIME", "TIMESTAMP"))
        {
            return 4;
        }

        if (_output is [.., var precise, var precision] && precision.IsWord("PRECISION") && precise.IsWord("DOUBLE"))
        {
            return 2;
        }

        return _output is [.., { Kind: TokenKind.Word } type] && Vocabulary.Types.Contains(type.Text)
            && !(_output.Count > 1 && (_output[^2].IsSymbol("::") || _output[^2].IsSymbol(".") || _output[^2].IsWord("AS")))
            ? 1
            : 0;
    }

    /// <summary>Whether the last words are the type of a cast, so that a parenthesis behind them holds its length.</summary>
    private bool IsTypeBehindCast()
    {
        var words = 0;
        while (words < 3 && words < _output.Count && _output[^(words + 1)].Kind == TokenKind.Word && !_output[^(words + 1)].IsWord("AS"))
        {
            words++;
        }

        if (words == 0 || words == _output.Count)
        {
            return false;
        }

        var before = _output[^(words + 1)];
        var head = _levels.Peek().Head.ToUpperInvariant();
        return before.IsSymbol("::")
            || (before.IsWord("AS") && head is "CAST" or "TRY_CAST")
            || (words == 1 && before.IsSymbol("(") && language == StatementLanguage.TSql && head is "CONVERT" or "TRY_CONVERT");
    }

    /// <summary>One level of parentheses.</summary>
    private sealed class Level(string head, bool isTypeModifier)
    {
        public string Head { get; } = head;

        public bool IsTypeModifier { get; } = isTypeModifier;

        public bool InList { get; set; }
    }
}
