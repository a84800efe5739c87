using CsCheck;
using Posture.Frontend.Users;
using Posture.Grains.Interfaces.PredictionLog;

namespace Posture.Frontend.Tests.Users;

public sealed class CursorTests
{
    [Fact]
    public void Any_position_comes_back_from_a_text_that_fits_in_a_query() =>
        Gen.Select(Gen.Long, Gen.Long).Sample((receivedAt, id) =>
        {
            string text = Cursor.Write(new PredictionPosition(receivedAt, id));

            Assert.Equal(text, Uri.EscapeDataString(text));
            Assert.True(Cursor.TryRead(text, out PredictionPosition position));
            Assert.Equal(new PredictionPosition(receivedAt, id), position);
        });

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("1")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("AAAAAAAAAAAAAAAAAAAA+/")]
    [InlineData("AAAAAAAAAAAAAAAAAAAA가A")]
    public void What_is_no_cursor_is_refused(string text) => Assert.False(Cursor.TryRead(text, out _));

    [Fact]
    public void Junk_never_throws() =>
        Gen.String[Gen.Char["ABCxyz019-_=+/ \n가"], 0, 30].Sample(text => { Cursor.TryRead(text, out _); }, iter: 20_000);

    [Fact]
    public void A_cursor_with_its_last_letter_changed_never_throws()
    {
        string text = Cursor.Write(new PredictionPosition(1_700_000_000_000_000, 42));
        foreach (char last in "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
            Cursor.TryRead(text[..^1] + last, out _);
    }
}
