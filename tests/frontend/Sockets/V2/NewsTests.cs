using Posture.Frontend.Sockets.V2;

namespace Posture.Frontend.Tests.Sockets.V2;

public sealed class NewsTests
{
    [Fact]
    public void News_come_in_order_and_the_oldest_give_way_at_the_bound()
    {
        var news = new News();
        for (byte i = 0; i < 100; i++)
        {
            byte number = i;
            news.Add(() => new[] { number });
        }

        var taken = new List<byte>();
        while (news.TryTake(out ReadOnlyMemory<byte> message))
            taken.Add(message.Span[0]);
        Assert.Equal(Enumerable.Range(84, 16).Select(i => (byte)i), taken);
    }
}
