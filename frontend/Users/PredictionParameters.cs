using Posture.Frontend.Protocol;
using Posture.Grains.Interfaces.PredictionLog;

namespace Posture.Frontend.Users;

/// <summary>Reads <c>from</c>, <c>to</c>, <c>limit</c> and <c>cursor</c> of a query for predictions.</summary>
internal static class PredictionParameters
{
    /// <exception cref="FieldRefusedException">A parameter is wrong.</exception>
    public static PredictionQuery Read(string user, string? from, string? to, string? limit, string? cursor) =>
        new(user, TimeParameter.ReadMicros("from", from), TimeParameter.ReadMicros("to", to), LimitParameter.Read(limit), Position(cursor));

    private static PredictionPosition? Position(string? cursor)
    {
        if (cursor is null)
            return null;
        return Cursor.TryRead(cursor, out PredictionPosition position)
            ? position
            : throw new FieldRefusedException("cursor", "cursor must be a next_cursor of an earlier page.");
    }
}
